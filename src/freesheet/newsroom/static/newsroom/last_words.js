// Wagtail's text editor hands over what was typed when nothing more has come for a quarter of a second. Who saves sooner, by
// Ctrl+S say, would lose all of it. Marks of comments are no part of the text.
//
// Who saves or publishes while a draft is being kept would be the second to make the page, and be refused for it, or would make its
// comments twice: that draft is waited for, and one that has not set out is not kept.
{
  // So long after an input method has ended, the text editor has surely taken in what it wrote.
  const SETTLED = 60;
  // An input method that does not end when it is told to holds nobody up any longer.
  const PATIENCE = 1000;
  // A draft that has set out, and of which nobody hears any more, holds nobody up any longer.
  const LONGEST = 10_000;
  // Less than this before a draft sets out, it may as well have.
  const NEARLY = 100;
  let draft = null;
  let sent = false;
  let composing = false;
  let settling = 0;
  let held = null;
  let composition = { told: true };
  let leaving = false;

  const inEditor = (event) => event.target.closest?.(".public-DraftEditor-content");

  const interval = () => document.querySelector("[data-w-autosave-interval-value]")?.dataset.wAutosaveIntervalValue ?? 500;

  document.addEventListener("w-autosave:save", (event) => {
    if (sent) event.preventDefault();
    draft = event.defaultPrevented ? null : { event, at: performance.now() };
  });

  for (const end of ["success", "error"]) {
    document.addEventListener(`w-autosave:${end}`, () => {
      draft = null;
      // After Wagtail has put into the form what the server made of the draft.
      setTimeout(() => composing || goOn());
    });
  }

  // Whether a draft of this form is on its way. One that has not set out stays.
  const isUnderWay = (form) => {
    if (draft?.event.target !== form) return false;
    if (performance.now() - draft.at > interval() - NEARLY) return true;
    draft.event.preventDefault();
    draft = null;
    return false;
  };

  const goOn = () => {
    composing = false;
    clearTimeout(settling);
    if (!held) return;
    const { form, button } = held;
    held = null;
    // Wagtail has shut the button that was pressed, and what is shut is not sent.
    if (button) button.disabled = false;
    form.requestSubmit(button);
  };

  // Who clicks elsewhere while something is underlined has chosen it, but Chromium does not tell the text editor, which would
  // take it away again.
  const tell = ({ target, data }, ended) => {
    if (data && !ended.told) target.dispatchEvent(Object.assign(new Event("textInput", { bubbles: true }), { data }));
  };

  document.addEventListener("compositionstart", (event) => {
    if (!inEditor(event)) return;
    clearTimeout(settling);
    composing = true;
    // One to each: the next may have begun before the text editor is told of the last.
    composition = { told: false };
  }, true);

  document.addEventListener("textInput", (event) => {
    if (inEditor(event)) composition.told = true;
  }, true);

  document.addEventListener("compositionend", (event) => {
    if (!inEditor(event)) return;
    clearTimeout(settling);
    settling = setTimeout(goOn, SETTLED);
    if (leaving) tell(event, composition);
    else setTimeout(tell, 5, event, composition);
  }, true);

  const handOver = (form) => {
    for (const field of form.querySelectorAll("input[type=hidden]")) {
      const editor = field.draftailEditor;
      if (!editor) continue;
      // Where nothing was written, nothing is said, and a field that must not be empty is.
      if (field.value === "null" && !editor.getEditorState().getCurrentContent().hasText()) continue;
      const written = window.Draftail.serialiseEditorStateToRaw(editor.getEditorState());
      for (const block of written.blocks) {
        block.inlineStyleRanges = block.inlineStyleRanges.filter(({ style }) => !/^(COMMENT-|STYLE_RERENDER)/.test(style));
      }
      field.rawContentState = written;
      field.value = JSON.stringify(written);
    }
  };

  document.addEventListener("submit", (event) => {
    if (!composing && !isUnderWay(event.target)) {
      handOver(event.target);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    held = { form: event.target, button: event.submitter };
    if (!composing) {
      setTimeout(() => {
        draft = null;
        goOn();
      }, LONGEST);
      return;
    }
    // What is underlined still is taken as it stands, before the key that saves reaches the text editor.
    leaving = true;
    document.activeElement?.blur();
    leaving = false;
    setTimeout(() => held && goOn(), PATIENCE);
  }, true);

  addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target.matches("[data-controller~=w-autosave]")) sent = true;
  });
}
