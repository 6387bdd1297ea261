/* Comfort for reference pages of Process Atlas: a dictionary that shows one degree of sensitivity only. */
(() => {
  "use strict";

  const dressOnly = (bar) => {
    const table = document.getElementById(bar.dataset.atlasOnly);
    if (!table) return;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (!chosen) return;
      for (const button of bar.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === chosen));
      if (chosen.dataset.value) table.dataset.only = chosen.dataset.value; else delete table.dataset.only;
    });
  };

  const dress = () => {
    for (const bar of document.querySelectorAll("[data-atlas-only][hidden]")) dressOnly(bar);
  };

  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
