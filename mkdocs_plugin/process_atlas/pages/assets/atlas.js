/* Comfort for pages of Process Atlas: tables that filter and sort, the section in sight, reviews that are
   overdue today. Everything can be read without it. */
(() => {
  "use strict";

  const compare = (one, other, kind) =>
    kind === "number" ? one - other : String(one).localeCompare(String(other), document.documentElement.lang, { numeric: true });

  const sortKey = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort;
  };

  const sortBy = (table, header) => {
    const column = [...header.parentNode.cells].indexOf(header);
    const descending = header.getAttribute("aria-sort") === "ascending";
    const rows = [...table.tBodies[0].rows];
    const numbers = rows.every((row) => sortKey(row, column) === "" || !Number.isNaN(Number(sortKey(row, column))));
    for (const other of header.parentNode.cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", descending ? "descending" : "ascending");
    rows.sort((one, other) => compare(sortKey(one, column), sortKey(other, column), numbers ? "number" : "text"));
    table.tBodies[0].append(...(descending ? rows.reverse() : rows));
  };

  const addSorting = (table) => {
    for (const header of table.tHead ? table.tHead.rows[0].cells : []) {
      if (header.dataset.nosort !== undefined || !header.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "atlas-sort";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sortBy(table, header));
      header.append(button);
    }
  };

  const addFilter = (table) => {
    const tools = document.createElement("div");
    const input = document.createElement("input");
    const answer = document.createElement("span");
    tools.className = "atlas-table-tools";
    answer.className = "atlas-quiet";
    answer.setAttribute("role", "status");
    input.type = "search";
    input.placeholder = table.dataset.filter;
    input.setAttribute("aria-label", table.dataset.filter);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const row of table.tBodies[0].rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        left += row.hidden ? 0 : 1;
      }
      answer.textContent = left ? "" : table.dataset.none;
    });
    tools.append(answer, input);
    (table.closest(".atlas-scroll") || table).before(tools);
  };

  const SORT_FROM = 4;
  const FILTER_FROM = 8;

  const dressTable = (table) => {
    const rows = table.tBodies.length ? table.tBodies[0].rows.length : 0;
    if (rows >= SORT_FROM) addSorting(table);
    if (rows >= FILTER_FROM && table.dataset.filter) addFilter(table);
  };

  let watching = null;

  const watchSections = (bar) => {
    const links = new Map([...bar.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const inSight = new Set();
    watching = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const id = entry.target.getAttribute("aria-labelledby");
        if (entry.isIntersecting) inSight.add(id); else inSight.delete(id);
      }
      const current = [...links.keys()].find((id) => inSight.has(id));
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      }
    }, { rootMargin: "-25% 0px -60% 0px" });
    for (const section of document.querySelectorAll(".atlas-section")) watching.observe(section);
  };

  const markOverdue = (time) => {
    const note = time.nextElementSibling;
    if (note) note.hidden = time.dateTime >= new Date().toISOString().slice(0, 10);
  };

  const dress = () => {
    if (watching) watching.disconnect();
    watching = null;
    for (const table of document.querySelectorAll("table[data-atlas-table]:not([data-dressed])")) {
      table.dataset.dressed = "";
      dressTable(table);
    }
    for (const bar of document.querySelectorAll(".atlas-sections")) watchSections(bar);
    for (const time of document.querySelectorAll("time[data-atlas-due]")) markOverdue(time);
  };

  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
