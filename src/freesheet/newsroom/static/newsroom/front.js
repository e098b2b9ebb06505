// The preview of a front page stands open from the beginning, as wide as there is room beside the slots. What is open
// beside other pages, and how wide, stays as it was.
(() => {
    const WIDTH = "wagtail:side-panel-width";
    const OPEN = "wagtail:side-panel-open";
    const SLOTS = 500;
    const NARROW = "(max-width: 60rem)";

    const kept = (keys, act) => {
        let before;
        try {
            before = keys.map((key) => [key, localStorage.getItem(key)]);
        } catch (problem) {
            before = [];
        }
        act();
        before.forEach(([key, value]) => {
            if (value === null) localStorage.removeItem(key);
            else localStorage.setItem(key, value);
        });
    };

    addEventListener("load", () => {
        const panel = document.querySelector('[data-side-panel="preview"]');
        const form = document.querySelector("[data-edit-form]");
        if (!panel || !form || matchMedia(NARROW).matches) return;
        kept([OPEN, WIDTH], () => {
            const side = document.querySelector("[data-form-side]");
            const room = side.parentElement.clientWidth;
            document.documentElement.style.setProperty("--side-panel-width", `${Math.max(room - SLOTS, 366)}px`);
            panel.dispatchEvent(new CustomEvent("open"));
        });
    });

    // A draft was saved: what is wrong with it may be something else now.
    const problems = document.querySelector("[data-front-problems]");
    document.addEventListener("w-autosave:success", async () => {
        try {
            const answer = await fetch(problems.dataset.frontProblems, { credentials: "same-origin" });
            if (answer.ok) problems.innerHTML = await answer.text();
        } catch {
            // The server may be starting again: the next draft is looked at.
        }
    });
})();
