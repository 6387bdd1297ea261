/* The choice of changes by area and role. */
(() => {
  "use strict";

  const { all, one, on, dress } = window.processAtlas;

  const choose = (box) => {
    const chosen = all("select", box).filter((each) => each.value);
    const fits = ({ dataset }) => chosen.every((each) => dataset[each.dataset.choose].split(" ").includes(each.value));
    const rows = all(".atlas-news > li");
    for (const row of rows) row.hidden = !fits(row);
    for (const part of all(".atlas-section")) part.hidden = !one(".atlas-news > li:not([hidden])", part);
    box.lastElementChild.textContent = rows.some(fits) ? "" : box.dataset.none;
  };

  dress(".atlas-choices", (box) => {
    box.hidden = false;
    on(box, "change", () => choose(box));
  });
})();
