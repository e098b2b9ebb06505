// Who speaks in a turn is chosen from the speakers that are in the form at that moment; what is kept is the id of the speaker's block.
(() => {
  const words = document.currentScript.dataset;

  const speakers = () => {
    const found = [];
    for (const id of document.querySelectorAll('input[name^="speakers-"][name$="-id"]')) {
      const [stem] = id.name.split(/-id$/);
      const field = (name) => document.querySelector(`[name="${stem}-value-${name}"]`)?.value.trim() ?? "";
      if (!/^speakers-\d+$/.test(stem) || !id.value || document.querySelector(`[name="${stem}-deleted"]`)?.value) continue;
      const chosen = document.querySelector(`#${stem}-value-author-chooser:not(.blank) [data-chooser-title]`);
      const order = Number(document.querySelector(`[name="${stem}-order"]`)?.value ?? 0);
      found.push({ id: id.value, order, name: field("name") || chosen?.textContent.trim() || field("label") || "…" });
    }
    return found.sort((one, other) => one.order - other.order);
  };

  const inputs = () =>
    [...document.querySelectorAll("[data-speaker] input")].filter((input) => !input.closest('[aria-hidden="true"]'));

  // Questions and answers take turns: a new turn is most likely of whoever spoke before the last one.
  const likely = (input, known) => {
    const before = inputs();
    const place = before.indexOf(input);
    const last = before[place - 1]?.value;
    const earlier = before[place - 2]?.value;
    if (!last) return known[0]?.id ?? "";
    return earlier && earlier !== last ? earlier : (known.find((each) => each.id !== last)?.id ?? last);
  };

  const fill = (input, select) => {
    const known = speakers();
    if (!input.value && !input.dataset.touched && known.length) input.value = likely(input, known);
    const options = [{ id: "", name: words.choose }, ...known];
    if (input.value && !known.some((each) => each.id === input.value)) options.push({ id: input.value, name: words.gone });
    const told = JSON.stringify(options);
    if (select.dataset.told !== told) {
      select.dataset.told = told;
      select.replaceChildren(...options.map((each) => new Option(each.name, each.id)));
    }
    if (select.value !== input.value) select.value = input.value;
  };

  const offer = (field) => {
    const input = field.querySelector("input");
    if (!input) return;
    let select = field.querySelector("select");
    if (!select) {
      select = document.createElement("select");
      select.id = `${input.id}-who`;
      input.type = "hidden";
      // Only what is new gets a proposal: a turn that came without a speaker is for the editor to settle.
      if (document.readyState !== "complete") input.dataset.touched = "true";
      input.after(select);
      document.querySelectorAll(`label[for="${CSS.escape(input.id)}"]`).forEach((label) => (label.htmlFor = select.id));
      select.addEventListener("focus", () => fill(input, select));
      select.addEventListener("change", () => {
        input.value = select.value;
        input.dataset.touched = "true";
        for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
      });
    }
    fill(input, select);
  };

  const look = () => document.querySelectorAll("[data-speaker]").forEach(offer);
  document.addEventListener("DOMContentLoaded", () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("change", (event) => event.target.name?.startsWith("speakers-") && look());
  });
})();
