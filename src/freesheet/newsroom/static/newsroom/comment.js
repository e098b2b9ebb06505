// Who is led to a comment by its address finds the comments open.
window.addEventListener("load", () => {
  if (!new URLSearchParams(window.location.search).has("comment")) return;
  // After Wagtail has opened the panel that was open last.
  setTimeout(() => {
    const panel = document.querySelector('[data-side-panel="comments"]');
    if (panel?.hidden) document.querySelector('[data-side-panel-toggle="comments"]')?.click();
  }, 400);
});
