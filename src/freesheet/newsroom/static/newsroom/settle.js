// Fetches a piece of the page anew, once a second, until it says that it has settled.
(() => {
  const watch = (place) => {
    if (place.dataset.watched) return;
    place.dataset.watched = "true";
    const look = async () => {
      const state = place.querySelector("[data-settled]");
      if (!place.isConnected || !state || state.dataset.settled === "true") return;
      try {
        const answer = await fetch(place.dataset.fetchUntilSettled, { credentials: "same-origin" });
        const text = answer.ok ? (await answer.text()).trim() : "";
        if (text && text !== place.innerHTML.trim()) place.innerHTML = text;
      } catch {
        // The server may be starting again: asked once more below.
      }
      setTimeout(look, 1000);
    };
    setTimeout(look, 500);
  };
  document.querySelectorAll("[data-fetch-until-settled]").forEach(watch);
})();
