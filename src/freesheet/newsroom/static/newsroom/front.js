// The preview of a front page stands open from the beginning; what is open beside other pages stays as it was.
(() => {
    const KEY = "wagtail:side-panel-open";
    const open = () => {
        const panel = document.querySelector('[data-side-panel="preview"]');
        if (!panel || !matchMedia("(min-width: 60rem)").matches) return;
        let before = null;
        try {
            before = localStorage.getItem(KEY);
        } catch (problem) {
            return;
        }
        panel.dispatchEvent(new CustomEvent("open"));
        if (before === null) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, before);
    };
    addEventListener("load", open);
})();
