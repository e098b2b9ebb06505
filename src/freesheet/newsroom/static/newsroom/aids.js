// Two things that are easier with the hand than with the keyboard, which works all the same: a CSV file for the table of a chart,
// and a click on a picture for the place of a point.
(() => {
  const words = document.currentScript.dataset;
  const told = (field, value) => {
    field.value = value;
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  const LARGEST = 200000;
  const text = async (file) => {
    const bytes = new Uint8Array(await file.slice(0, LARGEST).arrayBuffer());
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // Older spreadsheets write what their country wrote before Unicode.
      return new TextDecoder(navigator.language.startsWith("zh") ? "big5" : "windows-1252").decode(bytes);
    }
  };

  const offerFile = (field) => {
    const area = field.querySelector("textarea");
    if (!area || field.dataset.offered) return;
    field.dataset.offered = "true";
    const label = document.createElement("label");
    label.className = "button button-small button-secondary aid-file";
    label.textContent = words.file;
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain";
    input.className = "w-sr-only";
    input.addEventListener("change", async () => {
      if (input.files[0]) told(area, await text(input.files[0]));
      input.value = "";
    });
    label.append(input);
    area.after(label);
  };

  const pictureOf = (point) => {
    // The picture is a sister of the list of points, in the block around both.
    for (let around = point.parentElement; around; around = around.parentElement) {
      const chooser = around.querySelector(`[data-contentpath="${point.dataset.pointOn}"] .chooser:not(.blank)`);
      if (chooser) return chooser;
      if (around.matches("[data-streamfield-stream-container]")) return null;
    }
    return null;
  };

  const pick = (point) => {
    const chooser = pictureOf(point);
    const chosen = chooser && document.getElementById(chooser.id.replace(/-chooser$/, ""))?.value;
    if (!chosen) return;
    const dialog = document.createElement("dialog");
    dialog.className = "aid-pick";
    const hint = document.createElement("p");
    hint.textContent = words.click;
    const button = document.createElement("button");
    button.type = "button";
    const image = document.createElement("img");
    image.alt = words.click;
    image.src = words.picture.replace("/0/", `/${encodeURIComponent(chosen)}/`);
    button.append(image);
    const [x, y] = ["x", "y"].map((axis) => point.querySelector(`[data-point="${axis}"] input`));
    image.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      const share = (part, whole) => (Math.min(Math.max(part / whole, 0), 1) * 100).toFixed(1);
      told(x, share(event.clientX - box.left, box.width));
      told(y, share(event.clientY - box.top, box.height));
      dialog.close();
    });
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.append(hint, button);
    document.body.append(dialog);
    dialog.showModal();
  };

  const offerPick = (point) => {
    if (point.dataset.offered) return;
    point.dataset.offered = "true";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary aid-point";
    button.textContent = words.point;
    button.addEventListener("click", () => pick(point));
    point.prepend(button);
  };

  const look = () => {
    document.querySelectorAll("[data-table]").forEach(offerFile);
    document.querySelectorAll("[data-point-on]").forEach(offerPick);
  };
  document.addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
})();
