// A field grows with what is in it, and is measured when the page opens. Where the letters come later, or another panel opens beside
// it, its last line would be cut off: it is measured again when they are there, and whenever it gets wider or narrower.
(() => {
  const again = (field) => field.dispatchEvent(new Event("autosize:update"));
  const fields = () => document.querySelectorAll("[data-controller~='w-autosize']");

  const widths = new WeakMap();
  const watch = new ResizeObserver((seen) => {
    for (const { target, contentRect } of seen) {
      if (widths.get(target) === contentRect.width) continue;
      widths.set(target, contentRect.width);
      again(target);
    }
  });
  const watchAll = () => fields().forEach((field) => watch.observe(field));

  document.fonts.addEventListener("loadingdone", () => fields().forEach(again));
  document.addEventListener("DOMContentLoaded", () => {
    watchAll();
    new MutationObserver(watchAll).observe(document.body, { childList: true, subtree: true });
  });
})();
