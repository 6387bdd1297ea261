/* My role: one choice for the whole site, which a link with `?role=` carries. It marks what concerns the role on charts,
   in tables and lists, and puts the rest of a chart aside. */
(() => {
  "use strict";

  const { all, on, fill, onPage, dress, kept, keep } = window.processAtlas;

  const KEY = "atlas-role";
  let chosen = "";

  const mark = (...parts) => {
    for (const part of parts) if (part) part.classList.add("atlas-mine");
  };

  /* A role's sign marks what it stands in; at the head of a column, the whole column. */
  const markAround = (sign) => {
    const head = sign.closest("thead th");
    const rows = head ? all("tbody tr", head.closest("table")) : [];
    mark(sign, sign.closest("tbody tr, .atlas-card, .atlas-part-list li"), ...rows.map((row) => row.cells[head.cellIndex]));
  };

  const tell = (choice, role) => {
    const [select, told] = all("select, [role=status]", choice);
    const steps = all(".atlas-step:has(.atlas-step-number:not(:empty))");
    const n = steps.filter((step) => step.matches(".atlas-mine")).length;
    select.value = role;
    if (!select.value) select.value = "";
    told.textContent = role && steps.length ? fill(told.dataset[n ? "some" : "none"], { n, all: steps.length }) : "";
  };

  const show = (role) => {
    const mine = `[data-roles~="${CSS.escape(role)}"]`;
    for (const each of all(".atlas-mine, .atlas-aside")) each.classList.remove("atlas-mine", "atlas-aside");
    for (const group of all(".atlas-steps, .atlas-diagram, .atlas-map")) {
      const own = all(mine, group);
      mark(...own);
      for (const each of own.length ? all(".atlas-step, .node", group) : []) each.classList.toggle("atlas-aside", !each.matches(mine));
    }
    all(`.atlas [data-role="${CSS.escape(role)}"], th${mine}`).forEach(markAround);
    for (const choice of all(".atlas-my-role")) tell(choice, role);
    for (const button of all("[data-atlas-mine]")) button.ariaPressed = button.dataset.atlasMine === role;
  };

  const choose = (role) => {
    chosen = role;
    keep(KEY, role);
    show(role);
  };

  dress(".atlas-my-role", (box) => on(box, "change", ({ target }) => choose(target.value)));
  dress("[data-atlas-mine]", (button) => {
    const { atlasMine } = button.dataset;
    on(button, "click", () => choose(atlasMine === chosen ? "" : atlasMine));
  });
  onPage(() => choose(new URLSearchParams(location.search).get("role") ?? kept(KEY) ?? chosen));
})();
