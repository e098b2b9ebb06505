// Looks an article over again when its draft has been saved, and opens the tab in which a finding is.
(() => {
  const place = document.querySelector("[data-preflight]");
  if (!place) return;
  document.addEventListener("w-autosave:success", async () => {
    try {
      const answer = await fetch(place.dataset.preflight, { credentials: "same-origin" });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      // The server may be starting again: the next draft is looked over.
    }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('[data-preflight] a, .messages a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    (target.matches("input, textarea") ? target : target.querySelector("input:not([type=hidden]), textarea, [contenteditable=true], button"))?.focus({ preventScroll: true });
  });
})();
