// Wagtail's text editor hands over what was typed when nothing more has come for a quarter of a second. Who saves sooner, by
// Ctrl+S say, would lose all of it. Marks of comments are no part of the text.
document.addEventListener(
  "submit",
  (event) => {
    for (const field of event.target.querySelectorAll("input[type=hidden]")) {
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
  },
  true,
);
