/* What the scripts of Process Atlas share, and comfort for every page: tables that filter and sort, the section in
   sight, reviews that are overdue today, the foot of printed pages. Everything can be read without scripts. */
(() => {
  "use strict";

  const { documentElement: root } = document;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const on = (target, kinds, listener, options) => kinds.split(" ").forEach((kind) => target.addEventListener(kind, listener, options));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const make = (tag, properties, ...content) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  };
  const button = (className, onclick, ...content) => make("button", { type: "button", className, onclick }, ...content);

  /* Does something on this page and on each that instant navigation brings; to every element once. */
  const onPage = (show) => {
    if (typeof document$ !== "undefined") document$.subscribe(show);
    else if (document.readyState === "loading") on(document, "DOMContentLoaded", show);
    else show();
  };
  const dress = (selector, dressOne) => {
    const dressed = new WeakSet();
    onPage(() => {
      for (const each of all(selector)) {
        if (!dressed.has(each)) dressOne(each);
        dressed.add(each);
      }
    });
  };

  /* A copy of a step's card, which may stand beside the card itself. */
  const copyOf = (step) => {
    const card = document.getElementById(`step-${step}`).closest("article").cloneNode(true);
    for (const each of all(".headerlink", card)) each.remove();
    for (const each of all("[id]", card)) each.removeAttribute("id");
    return card;
  };

  /* Copies a text and says so; where the page is not secure, as on many an intranet, in the old way. */
  const copy = async (text, told) => {
    if (navigator.clipboard) await navigator.clipboard.writeText(text);
    else {
      const area = make("textarea", { value: text });
      told.after(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    told.textContent = told.dataset.copied;
  };

  const withModifier = (event) => event.altKey || event.ctrlKey || event.metaKey;
  const goTo = (address) => history.replaceState(history.state, "", address);

  /* What the reader's browser keeps from page to page; where it keeps nothing, a choice holds on its page. */
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* not kept, then */ } };

  window.processAtlas = { all, one, on, fill, make, button, onPage, dress, copyOf, copy, withModifier, goTo, kept, keep };

  dress("[data-atlas-live]", (part) => { part.hidden = false; });

  const SORT_FROM = 4;
  const FILTER_FROM = 8;

  const sort = (header) => {
    const [body] = header.closest("table").tBodies;
    const order = header.ariaSort === "ascending" ? -1 : 1;
    const keyOf = ({ cells }) => cells[header.cellIndex].dataset.sort ?? cells[header.cellIndex].textContent.trim();
    const rows = [...body.rows];
    const words = rows.some((row) => isNaN(keyOf(row)));
    const compare = words ? new Intl.Collator(root.lang, { numeric: true }).compare : (one, other) => one - other;
    for (const each of header.parentNode.cells) each.ariaSort = null;
    header.ariaSort = order > 0 ? "ascending" : "descending";
    body.append(...rows.sort((one, other) => order * compare(keyOf(one), keyOf(other))));
  };

  const addFilter = (table, rows) => {
    const told = make("span", { className: "atlas-quiet", role: "status" });
    const oninput = ({ target }) => {
      const words = target.value.toLowerCase().split(/\s+/);
      for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
      told.textContent = rows.every((row) => row.hidden) ? table.dataset.none : "";
    };
    const { filter } = table.dataset;
    const input = make("input", { type: "search", placeholder: filter, ariaLabel: filter, oninput });
    (table.closest(".atlas-scroll") || table).before(make("div", { className: "atlas-table-tools" }, told, input));
  };

  dress("table[data-atlas-table]", (table) => {
    const rows = [...table.tBodies[0].rows];
    const heads = rows.length < SORT_FROM ? [] : table.tHead.rows[0].cells;
    for (const head of heads) if (head.textContent.trim()) head.append(button("atlas-sort", () => sort(head), ...head.childNodes));
    if (rows.length >= FILTER_FROM) addFilter(table, rows);
  });

  dress(".atlas-sections", (bar) => {
    const links = all("a", bar);
    const inSight = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) inSight[isIntersecting ? "add" : "delete"](target.getAttribute("aria-labelledby"));
      const here = links.find(({ hash }) => inSight.has(decodeURIComponent(hash.slice(1))));
      for (const link of links) link.ariaCurrent = link === here || null;
    }, { rootMargin: "-25% 0px -60% 0px" });
    for (const section of all(".atlas-section")) watch.observe(section);
  });

  dress("time[data-atlas-due]", (time) => {
    time.nextElementSibling.hidden = time.dateTime >= new Date().toISOString().slice(0, 10);
  });

  /* The style sheet puts the foot into the margin of printed pages: address, version and day. */
  on(window, "beforeprint", () => {
    const page = one(".atlas");
    const version = one(".atlas .atlas-head .atlas-version")?.textContent;
    const day = new Date().toLocaleDateString(root.lang || undefined, { dateStyle: "long" });
    const foot = [location.href.replace(/[?#].*/, ""), version, day].filter(Boolean).join(" · ");
    root.style.setProperty("--atlas-foot", page && JSON.stringify(foot));
  });
})();
