/* Charts in use: zoom, pan, map; a step's ways and card; my role; take away. All can be read without it. */
(() => {
  "use strict";

  const NARROW = 720; // windows in which a chart is first shown whole
  const LEGIBLE = 0.78; // the smallest scale that is read
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const boxOf = (element) => element.getBoundingClientRect();
  const on = (target, kinds, listener, options) => kinds.split(" ").forEach((kind) => target.addEventListener(kind, listener, options));
  const within = (low, value, high) => Math.min(high, Math.max(low, value));
  const draw = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    return element;
  };
  const shapeOf = (part) => part.querySelector("rect,polygon,ellipse,circle,path");
  const stepOf = (node) => {
    const { kind } = node.closest("figure").dataset;
    return kind === "flowchart" ? node.dataset.id : kind === "dataflow" ? /^step:.*\/(.*)|$/.exec(node.dataset.id)[1] : "";
  };

  /* A step lights its ways in and out, its data in the other chart and its row in the table. */
  const light = (node) => {
    for (const lit of all(".is-lit, .has-lit")) lit.classList.remove("is-lit", "has-lit");
    if (!node) return;
    const step = stepOf(node);
    for (const figure of all(`figure[data-spec="${node.closest("figure").dataset.spec}"]`)) {
      const nodes = all("g.node", figure);
      const own = nodes.filter((each) => each === node || (step && stepOf(each) === step)).map((each) => each.dataset.id);
      const edges = all("g.edge", figure).filter((edge) => own.includes(edge.dataset.from) || own.includes(edge.dataset.to));
      const ends = [...own, ...edges.flatMap((edge) => [edge.dataset.from, edge.dataset.to])];
      for (const lit of [...edges, ...nodes.filter((each) => ends.includes(each.dataset.id))]) lit.classList.add("is-lit");
      figure.classList.toggle("has-lit", own.length > 0);
    }
    for (const link of all(`.atlas-chart a[href$="#step-${step}"]`)) link.closest("tr").classList.add("is-lit");
  };

  /* Its card beside the chart, one at a time. */
  let opened = null;

  const close = (back) => {
    if (!opened) return;
    const { panel, node } = opened;
    opened = null;
    panel.hidden = true;
    node.classList.remove("is-open");
    light(null);
    if (back) node.querySelector("a").focus();
  };

  const open = (frame, id) => {
    const heading = document.getElementById(`step-${id}`);
    const node = all("g.node", frame).find((each) => stepOf(each) === id);
    if (!heading || !node || window.innerWidth < 1000) return false;
    close();
    const panel = frame.querySelector(".atlas-panel");
    const sheet = panel.firstElementChild;
    const card = heading.closest(".atlas-step").cloneNode(true);
    for (const link of all(".headerlink", card)) link.remove();
    for (const each of all("[id]", card)) each.removeAttribute("id");
    sheet.replaceChildren(sheet.firstElementChild, card);
    sheet.setAttribute("aria-label", card.querySelector("h3").textContent);
    const [chart, place] = [frame, shapeOf(node)].map(boxOf);
    panel.classList.toggle("at-start", place.left + place.right > chart.left + chart.right);
    panel.hidden = false;
    opened = { panel, node };
    node.classList.add("is-open");
    light(node);
    history.replaceState(history.state, "", `#step-${id}`);
    sheet.focus({ preventScroll: true });
    return true;
  };

  const follow = (frame, event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const node = link.closest("g.node");
    const id = node ? stepOf(node) : link.closest(".atlas-panel") && (link.hash || "").replace(/^#step-|^.*/, "");
    if (!id || !open(frame, id)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /* Take away: a drawing that needs no style sheet, in the colours that are seen. */
  const LOOK = "fill stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin font-size font-weight text-anchor paint-order".split(" ");

  const standalone = (svg) => {
    light(null);
    const copy = svg.cloneNode(true);
    const copies = all("*", copy);
    const marker = copy.querySelector("marker");
    const tips = new Map();
    all("*", svg).forEach((element, at) => {
      const own = copies[at];
      const look = getComputedStyle(element);
      if (element.matches("a")) own.setAttribute("href", element.href.baseVal && new URL(element.href.baseVal, location.href));
      if (element.closest("defs") || element.matches("g, a, title, desc, metadata")) return;
      for (const name of LOOK) own.setAttribute(name, look.getPropertyValue(name));
      if (!element.matches(".line")) return;
      if (!tips.has(look.stroke)) tips.set(look.stroke, `${marker.id}${tips.size}`);
      for (const end of ["marker-start", "marker-end"]) {
        if (look.getPropertyValue(end) !== "none") own.setAttribute(end, `url(#${tips.get(look.stroke)})`);
      }
    });
    for (const [colour, id] of tips) {
      const tip = marker.cloneNode(true);
      tip.id = id;
      tip.firstElementChild.setAttribute("fill", colour);
      marker.after(tip);
    }
    for (const lines of all(".lines", copy)) lines.removeAttribute("marker-end");
    const { x, y, width, height } = svg.viewBox.baseVal;
    const look = getComputedStyle(svg);
    copy.querySelector("defs").after(draw("rect", { x, y, width, height, fill: look.backgroundColor }));
    copy.removeAttribute("style");
    copy.setAttribute("font-family", look.fontFamily);
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  };

  const picture = async (svg) => {
    const { width, height } = svg.viewBox.baseVal;
    const scale = Math.min(2, 8000 / Math.max(width, height));
    const image = new Image();
    image.src = URL.createObjectURL(standalone(svg));
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((done) => { canvas.toBlob(done); });
  };

  const save = (blob, download) => {
    const href = URL.createObjectURL(blob);
    Object.assign(document.createElement("a"), { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };

  /* Lane heads stay in sight: a copy lies over them and sticks to the edge. */
  const headsOf = (svg) => {
    const lanes = all(".lane", svg);
    if (!lanes.length) return;
    const { x, y, width, height } = svg.viewBox.baseVal;
    const head = lanes[0].querySelector(".head").getBBox();
    const rows = head.width < shapeOf(lanes[0]).getBBox().width - 1;
    const [w, h] = rows ? [head.x + head.width - x, height] : [width, head.y + head.height - y];
    const heads = draw("svg", { class: rows ? "heads rows" : "heads", "aria-hidden": true, viewBox: `${x} ${y} ${w} ${h}` });
    for (const lane of lanes) {
      heads.append(lane.cloneNode());
      heads.lastChild.append(lane.querySelector(".lane-head").cloneNode(true));
    }
    for (const link of all("a", heads)) link.setAttribute("tabindex", -1);
    svg.after(heads);
  };

  const dressFrame = (frame) => {
    const figure = frame.querySelector("figure");
    const svg = figure && figure.querySelector("svg");
    if (!svg) return;
    const { width } = svg.viewBox.baseVal;
    const tools = frame.querySelector(".atlas-tools");
    const told = tools.querySelector("[role=status]");
    const name = `${figure.dataset.spec.replace(/^\w+:/, "")}-${figure.dataset.kind}`;
    const map = draw("svg", { class: "atlas-map", "aria-hidden": true, viewBox: svg.getAttribute("viewBox") });
    let chosen = false;
    let from = null;
    let spread = 0;

    const showMap = () => {
      map.toggleAttribute("hidden", figure.scrollWidth <= figure.clientWidth + 1 && figure.scrollHeight <= figure.clientHeight + 1);
      const [box, drawn] = [figure, svg].map(boxOf);
      if (!drawn.width) return;
      const view = { x: box.left - drawn.left, y: box.top - drawn.top, width: box.width, height: box.height };
      const { x, y } = svg.viewBox.baseVal;
      for (const key in view) map.lastChild.setAttribute(key, (view[key] * width) / drawn.width + ({ x, y }[key] || 0));
    };
    const scale = () => boxOf(svg).width / width;
    const fitting = () => Math.min(1, figure.clientWidth / width);
    const setScale = (size, at) => {
      const box = boxOf(figure);
      const x = at ? at.clientX : box.left + box.width / 2;
      const y = at ? at.clientY : box.top + box.height / 2;
      const before = boxOf(svg);
      for (const each of all(":scope > svg", figure)) each.style.width = `${each.viewBox.baseVal.width * size}px`;
      frame.classList.toggle("is-framed", width * size > figure.clientWidth + 1 || frame.matches(".is-full"));
      const after = boxOf(svg);
      figure.scrollLeft += after.left - x + ((x - before.left) * after.width) / before.width;
      figure.scrollTop += after.top - y + ((y - before.top) * after.height) / before.height;
      showMap();
    };
    const start = () => setScale(fitting() >= LEGIBLE || window.innerWidth < NARROW ? fitting() : 1);
    const zoom = (factor, at) => {
      chosen = true;
      setScale(within(Math.min(0.25, fitting()), scale() * factor, 4), at);
    };
    const act = {
      in: () => zoom(1.25),
      out: () => zoom(0.8),
      fit: () => zoom(fitting() / scale()),
      actual: () => zoom(1 / scale()),
      full: (on = !frame.matches(".is-full")) => {
        frame.classList.toggle("is-full", on);
        document.documentElement.classList.toggle("atlas-has-full", on);
        tools.querySelector("[data-do=full]").setAttribute("aria-pressed", on);
        if (on && frame.requestFullscreen) frame.requestFullscreen().catch(() => {});
        if (!on && document.fullscreenElement) document.exitFullscreen();
        start();
      },
      svg: () => save(standalone(svg), `${name}.svg`),
      png: async () => save(await picture(svg), `${name}.png`),
      mermaid: async () => {
        await navigator.clipboard.writeText(svg.querySelector("metadata").textContent);
        told.textContent = told.dataset.copied;
      },
    };
    on(tools, "click", (event) => {
      const button = event.target.closest("button");
      if (button) act[button.dataset.do]();
    });
    on(frame, "click", (event) => (event.target.closest(".atlas-close") ? close(true) : follow(frame, event)), true);
    on(frame, "keydown", (event) => {
      if (event.key === "Escape" && !opened && frame.matches(".is-full")) act.full(false);
      const button = all("[data-keys]", tools).find((each) => each.dataset.keys.includes(event.key));
      if (button && figure.contains(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) button.click();
    });
    on(document, "fullscreenchange", () => {
      if (!document.fullscreenElement && frame.matches(".is-full")) act.full(false);
    });
    on(figure, "pointerover focusin", (event) => {
      const node = event.target.closest("g.node");
      if (node) light(node);
    });
    on(figure, "pointerleave focusout", () => light(opened && opened.node));
    on(figure, "wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(Math.exp(-within(-60, event.deltaY, 60) * 0.005), event);
    }, { passive: false });
    on(figure, "touchmove", (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const [a, b] = event.touches;
      const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
      if (spread) zoom(now / spread, { clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
      spread = now;
    }, { passive: false });
    on(figure, "touchend", () => { spread = 0; });
    on(figure, "dragstart", (event) => event.preventDefault());
    on(figure, "pointerdown", (event) => { from = event.pointerType === "mouse" && !event.button ? event : null; });
    on(figure, "pointerup pointercancel", () => { from = null; });
    on(figure, "pointermove", (event) => {
      if (!from || !frame.matches(".is-framed")) return;
      if (Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > 4) figure.setPointerCapture(event.pointerId);
      if (figure.hasPointerCapture(event.pointerId)) figure.scrollBy(-event.movementX, -event.movementY);
    });
    on(figure, "scroll", showMap);
    on(map, "pointerdown pointermove", (event) => {
      if (!event.buttons) return;
      event.preventDefault();
      const view = boxOf(map.lastChild);
      const ratio = figure.clientWidth / view.width;
      figure.scrollBy((event.clientX - view.left - view.width / 2) * ratio, (event.clientY - view.top - view.height / 2) * ratio);
    });

    tools.hidden = false;
    figure.tabIndex = 0;
    figure.setAttribute("aria-label", svg.querySelector("title").textContent);
    frame.classList.add("is-live");
    headsOf(svg);
    for (const part of all("g.lane, g.node", svg)) {
      const { x, y, width: w, height } = shapeOf(part).getBBox();
      map.append(draw("rect", { class: part.getAttribute("class"), x, y, width: w, height }));
    }
    map.append(draw("rect", { class: "view" }));
    frame.append(map);
    new ResizeObserver(() => (chosen ? showMap() : start())).observe(frame);
  };

  /* My role: one choice for the whole site, which a link with `?role=` carries. */
  const kept = (role) => {
    try {
      if (role === undefined) return localStorage.getItem("atlas-role") || "";
      localStorage.setItem("atlas-role", role);
    } catch { /* a browser that keeps nothing still shows the choice on this page */ }
    return role || "";
  };

  const mark = (elements, isMine) => {
    if (!elements.some(isMine)) return;
    for (const each of elements) each.classList.add(isMine(each) ? "atlas-mine" : "atlas-aside");
  };

  const showRole = (role) => {
    for (const each of all(".atlas-mine, .atlas-aside")) each.classList.remove("atlas-mine", "atlas-aside");
    const steps = all(".atlas-steps .atlas-step");
    const isMine = (card) => card.dataset.roles.split(" ").includes(role);
    const mine = new Set(steps.filter(isMine).map((card) => card.querySelector("h3").id.slice(5)));
    mark(steps, isMine);
    for (const figure of all(".atlas-figure figure")) {
      mark(all("g.node", figure), (node) => mine.has(stepOf(node)) || (!stepOf(node) && [role, `external:${role}`].includes(node.dataset.id)));
    }
    for (const sign of all(".atlas [data-role]")) {
      if (sign.dataset.role !== role) continue;
      const head = sign.closest("thead th");
      const rows = head ? all("tbody tr", head.closest("table")) : [];
      const places = [sign, sign.closest("tbody tr, .atlas-card, .atlas-part-list li"), ...rows.map((row) => row.cells[head.cellIndex])];
      for (const place of places) if (place) place.classList.add("atlas-mine");
    }
    const numbered = steps.filter((card) => card.querySelector(".atlas-step-number").textContent);
    const counts = { n: numbered.filter(isMine).length, all: numbered.length };
    for (const choice of all(".atlas-my-role")) {
      const [select, told] = all("select, [role=status]", choice);
      select.value = role;
      told.textContent = role && steps.length ? told.dataset[counts.n ? "some" : "none"].replace(/{(n|all)}/g, (_, key) => counts[key]) : "";
    }
    for (const button of all("[data-atlas-mine]")) button.setAttribute("aria-pressed", button.dataset.atlasMine === role);
  };

  const dress = () => {
    opened = null;
    document.documentElement.classList.remove("atlas-has-full");
    for (const frame of all(".atlas-figure:not(.is-live)")) dressFrame(frame);
    for (const choice of all(".atlas-my-role[hidden], [data-atlas-mine][hidden]")) {
      choice.hidden = false;
      const own = choice.dataset.atlasMine;
      on(choice, own ? "click" : "change", (event) => showRole(kept(own === kept() ? "" : own || event.target.value)));
    }
    const asked = new URLSearchParams(location.search).get("role");
    showRole(asked === null ? kept() : kept(asked));
  };

  on(document, "keydown", (event) => {
    if (event.key === "Escape") close(true);
  });
  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
