// Who is led to a comment by its address finds the comments open.
window.addEventListener("load", () => {
  if (!new URLSearchParams(window.location.search).has("comment")) return;
  // After Wagtail has opened the panel that was open last.
  setTimeout(() => {
    const panel = document.querySelector('[data-side-panel="comments"]');
    if (panel?.hidden) document.querySelector('[data-side-panel-toggle="comments"]')?.click();
  }, 400);
});

// When a draft has been kept, Wagtail puts the comments that the server has in place of those on the screen. What was written,
// answered, changed, resolved or begun while that draft was on its way would be lost: it is put back.
window.addEventListener("DOMContentLoaded", () => {
  const app = window.comments?.commentApp;
  if (!app) return;
  const { actions, store } = app;
  const onScreen = () => [...store.getState().comments.comments.values()];
  const wasSent = (comment) => comment && comment.mode !== "creating";
  const act = (action, ...told) => store.dispatch(actions[action](...told));

  // As they were when the draft was taken from the form; nothing changes these objects.
  let sent = new Map();
  document.addEventListener("w-autosave:save", () => {
    sent = store.getState().comments.comments;
  });

  // The server numbers what it is sent for the first time; its words and its place tell which it is.
  const numbered = (said, was, alike, before) => {
    const found = was.remoteId
      ? said.find(({ pk }) => pk === was.remoteId)
      : said.find((one) => !before.has(one.pk) && one.text === was.text && alike(one, was));
    if (found) before.add(found.pk);
    return found;
  };
  const numbersOf = (those) => new Set([...(those?.values() ?? [])].map(({ remoteId }) => remoteId).filter(Boolean));
  const unnumbered = ({ author, date, text }, rest) =>
    ({ pk: null, user: author?.id, text, created_at: new Date(date).toISOString(), deleted: false, ...rest });

  const answersToo = (comment, was, entry) => {
    const before = numbersOf(was?.replies);
    for (const reply of comment.replies.values()) {
      const then = was?.replies.get(reply.localId);
      const found = then && numbered(entry.replies, then, () => true, before);
      if (found) Object.assign(found, { text: reply.text, deleted: found.deleted || reply.deleted });
      else if (!then) entry.replies.push(unnumbered(reply));
    }
  };

  // What the server says with what is new here, and each comment here with what it is there.
  const joined = (comments) => {
    const before = numbersOf(sent);
    const there = comments.map((entry) => ({ ...entry, replies: entry.replies.map((reply) => ({ ...reply })) }));
    const pairs = [];
    for (const comment of onScreen()) {
      const was = sent.get(comment.localId);
      let entry = wasSent(was) && numbered(there, was, (one) => one.contentpath === was.contentpath, before);
      if (!entry && wasSent(was)) continue;
      if (!entry) {
        entry = unnumbered(comment, { contentpath: comment.contentpath, position: comment.position, replies: [], resolved: false });
        there.push(entry);
      }
      answersToo(comment, was, entry);
      pairs.push({ comment, was: wasSent(was) ? was : null, entry });
    }
    return { there, pairs };
  };

  const putBack = ({ comment, was, entry }, { localId, text }) => {
    const { mode, newText, newReply } = comment;
    if (mode !== "default" || newReply) act("updateComment", localId, { mode, newText, newReply });
    if (comment.text !== text) act("updateComment", localId, { text: comment.text });
    if (was && comment.deleted && !was.deleted) act("deleteComment", localId);
    if (was && comment.resolved && !was.resolved) act("resolveComment", localId);
  };

  // An input method that loses its box loses what it has not chosen yet: it is let finish.
  const BOX = ".comment textarea";
  let composing = false;
  let waiting = null;
  document.addEventListener("compositionstart", ({ target }) => {
    composing = target.matches(BOX);
  });
  document.addEventListener("compositionend", () => {
    composing = false;
    setTimeout(() => {
      if (waiting && !composing) app.updateData(waiting);
    });
  });

  // The box is another one afterwards, and writing goes on where it was.
  const caret = () => {
    const box = document.activeElement;
    return box?.matches(BOX) ? [box.selectionStart, box.selectionEnd] : null;
  };
  const writeOn = (localId, at) => {
    const box = document.querySelector(`[data-comment-id="${localId}"] textarea`);
    if (!box || !at) return;
    box.focus();
    box.setSelectionRange(...at);
  };

  const asTheServerHasThem = app.updateData.bind(app);
  app.updateData = (data) => {
    waiting = composing ? data : null;
    if (waiting) return;
    const { focusedComment } = store.getState().comments;
    const at = caret();
    const { there, pairs } = joined(data.comments);
    asTheServerHasThem({ ...data, comments: there });
    const now = onScreen();
    const fresh = now.filter(({ remoteId }) => !remoteId);
    for (const pair of pairs) {
      const here = pair.entry.pk ? now.find(({ remoteId }) => remoteId === pair.entry.pk) : fresh.shift();
      if (!here) continue;
      putBack(pair, here);
      if (pair.comment.localId === focusedComment) {
        act("setFocusedComment", here.localId, { updatePinnedComment: true, forceFocus: pair.comment.mode !== "default" });
        writeOn(here.localId, at);
      }
    }
  };
});
