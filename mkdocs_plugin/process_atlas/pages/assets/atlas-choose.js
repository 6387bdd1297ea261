/* The choice of changes by area and role. */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const choose = (box) => {
    const chosen = all("select", box).filter((each) => each.value);
    const fits = (row) => chosen.every((each) => row.dataset[each.dataset.choose].split(" ").includes(each.value));
    let left = 0;
    for (const row of all(".atlas-news > li")) left += !(row.hidden = !fits(row));
    for (const part of all(".atlas-section")) part.hidden = !part.querySelector(".atlas-news > li:not([hidden])");
    box.lastElementChild.textContent = left ? "" : box.dataset.none;
  };

  const dress = () => {
    for (const box of all(".atlas-choices")) {
      box.hidden = false;
      box.onchange = () => choose(box);
    }
  };

  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
