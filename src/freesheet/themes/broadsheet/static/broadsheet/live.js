// Asks now and then whether a story that goes on has more entries, and offers them. Nothing is lost without it.
(() => {
  "use strict";
  const LONGEST = 600;
  const here = () => document.querySelector("section.live[data-every]");
  const section = here();
  if (!section || navigator.connection?.saveData) return;
  const usual = Math.max(30, Number(section.dataset.every) || 60);
  let wait = usual;
  let due = 0;
  let timer = 0;
  let newer = null;

  const state = document.createElement("p");
  state.className = "more-entries";
  state.setAttribute("role", "status");
  section.before(state);
  section.querySelector(".again")?.remove();

  const said = (part) => [...part.querySelectorAll(".entry")].map((entry) => `${entry.id} ${entry.textContent}`);

  const show = () => {
    const before = new Set([...section.querySelectorAll(".entry")].map((entry) => entry.id));
    section.replaceChildren(...newer.cloneNode(true).childNodes);
    section.querySelector(".again")?.remove();
    state.replaceChildren();
    const entry = [...section.querySelectorAll(".entry")].find((each) => !before.has(each.id));
    if (entry) {
      entry.tabIndex = -1;
      entry.focus();
    }
    if (!newer.dataset.every) return;
    later(usual);
  };

  const offer = (found) => {
    newer = found;
    if (state.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = section.dataset.new;
    button.addEventListener("click", show);
    state.append(button);
  };

  const ask = async () => {
    try {
      // Answered with 304 and no body as long as nothing has changed.
      const answer = await fetch(location.pathname, { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("section.live");
      wait = usual;
      if (!found) return;
      if (said(found).join() !== said(section).join() || !found.dataset.every) offer(found);
      if (!found.dataset.every) return;
    } catch {
      wait = Math.min(LONGEST, wait * 2);
    }
    later(wait);
  };

  const later = (seconds) => {
    clearTimeout(timer);
    // Not all readers in the same moment.
    const pause = seconds * (0.8 + Math.random() * 0.4) * 1000;
    due = Date.now() + pause;
    timer = setTimeout(() => document.hidden || ask(), pause);
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && due && Date.now() >= due) {
      due = 0;
      ask();
    }
  });
  later(usual);
})();
