/* The plain frame: dark or light, as the reader's system has it or as the reader chose. */
(() => {
  "use strict";
  const key = "process-atlas.scheme";
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const show = () => {
    const scheme = stored() || (dark.matches ? "slate" : "default");
    document.body.setAttribute("data-md-color-scheme", scheme);
    return scheme;
  };
  show();
  dark.addEventListener("change", show);
  const button = document.querySelector(".frame-toggle");
  button.hidden = false;
  button.addEventListener("click", () => {
    try { localStorage.setItem(key, show() === "slate" ? "default" : "slate"); } catch { /* not kept, then */ }
    show();
  });
})();
