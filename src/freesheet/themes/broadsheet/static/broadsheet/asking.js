// Remembers, in this browser and nowhere else, when the whole appeal was shown. Without it there is a quiet line.
(() => {
  "use strict";
  const KEY = "freesheet.asked";
  const DAY = 86_400_000;
  let kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return;
  }
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing is asked quietly.
    }
  };
  const rest = (days, gave) => {
    const until = Date.now() + days * DAY;
    // A shorter rest does not end a longer one.
    if (!(kept.until > until)) kept = { ...kept, until, gave };
    kept.read = 0;
    kept.whole = false;
    keep();
  };

  const given = document.querySelector("[data-asked-pause]");
  if (given) rest(Number(given.dataset.askedPause) || 30, true);

  const box = document.querySelector(".appeals[data-every]");
  if (!box) return;
  const quiet = box.querySelector(".appeal-quiet");
  if (kept.until > Date.now()) {
    if (kept.gave) box.hidden = true;
    return;
  }

  const every = Number(box.dataset.every);
  const came = performance.getEntriesByType("navigation")[0]?.type;
  if (came !== "reload" && came !== "back_forward") {
    const read = (kept.read || 0) + ("article" in box.dataset ? 1 : 0);
    kept.whole = read >= every;
    kept.read = kept.whole ? 0 : read;
    keep();
  }
  if (!kept.whole) return;

  const texts = [...box.querySelectorAll(".appeal")];
  const drawn = () => {
    let left = Math.random() * 100;
    return texts.find((each) => (left -= Number(each.dataset.share)) < 0) ?? texts[0];
  };
  const mine = kept.texts?.[box.lang];
  const shown = texts.find((each) => each.dataset.text === mine) ?? drawn();
  kept.texts = { ...kept.texts, [box.lang]: shown.dataset.text };
  keep();
  shown.hidden = false;
  if (quiet) quiet.hidden = true;

  const tell = (address) =>
    fetch(address, { method: "POST", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true }).catch(() => {});

  const close = () => {
    rest(Number(box.dataset.rest), false);
    shown.hidden = true;
    if (quiet) quiet.hidden = false;
  };
  shown.querySelector(".appeal-later").addEventListener("click", () => {
    close();
    quiet?.setAttribute("tabindex", "-1");
    quiet?.focus();
  });
  shown.querySelector(".appeal-bothered").addEventListener("click", () => {
    tell(shown.dataset.bothered);
    close();
    const heard = box.querySelector(".appeal-heard");
    heard.textContent = heard.dataset.said;
    heard.tabIndex = -1;
    heard.focus();
  });

  if (!shown.dataset.seen || navigator.doNotTrack === "1" || navigator.globalPrivacyControl) return;
  const watch = new IntersectionObserver((found) => {
    if (!found.some((each) => each.isIntersecting)) return;
    watch.disconnect();
    tell(shown.dataset.seen);
  }, { threshold: 0.5 });
  watch.observe(shown);
})();
