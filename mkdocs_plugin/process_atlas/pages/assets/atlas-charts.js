/* Charts in use: zoom, pan, map; a step's ways and card; take away. All can be read without it. */
(() => {
  "use strict";

  const NARROW = 720; // windows in which a chart is first shown whole
  const LEGIBLE = 0.78; // the smallest scale that is read
  const { all, one, on, make, dress, onPage, copyOf, copy, goTo, withModifier } = window.processAtlas;
  const boxOf = (element) => element.getBoundingClientRect();
  const within = (low, value, high) => Math.min(high, Math.max(low, value));
  const between = (a, b) => ({ clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 });
  const distance = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  const set = (element, attributes) => {
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    return element;
  };
  const draw = (name, attributes) => set(document.createElementNS("http://www.w3.org/2000/svg", name), attributes);
  const shapeOf = (part) => one("rect,polygon,ellipse,circle,path", part);
  const stepIn = (link) => link?.getAttribute("href").split("#step-")[1];
  const stepOf = (node) => stepIn(one("a", node));

  /* A step lights its ways in and out, its data in the other chart and its row in the table. */
  const light = (node) => {
    for (const lit of all(".is-lit, .has-lit")) lit.classList.remove("is-lit", "has-lit");
    if (!node) return;
    const step = stepOf(node);
    for (const figure of all("figure.atlas-diagram")) {
      const nodes = all(".node", figure);
      const own = nodes.filter((each) => each === node || (step && stepOf(each) === step)).map(({ dataset }) => dataset.id);
      const edges = all(".edge", figure).filter(({ dataset }) => own.includes(dataset.from) || own.includes(dataset.to));
      const ends = [...own, ...edges.flatMap(({ dataset }) => [dataset.from, dataset.to])];
      for (const lit of [...edges, ...nodes.filter(({ dataset }) => ends.includes(dataset.id))]) lit.classList.add("is-lit");
      figure.classList.toggle("has-lit", own.length);
    }
    for (const link of all(`.atlas-chart a[href$="#step-${step}"]`)) link.closest("tr").classList.add("is-lit");
  };

  /* Its card beside the chart, one at a time. */
  let opened = null;

  const close = () => {
    if (!opened) return;
    const { panel, node } = opened;
    opened = null;
    panel.hidden = true;
    node.classList.remove("is-open");
    light(null);
    one("a", node).focus();
  };

  const open = (frame, step) => {
    const node = all(".node", frame).find((each) => stepOf(each) === step);
    if (!node || window.innerWidth < 1000) return false;
    close();
    const panel = one(".atlas-panel", frame);
    const sheet = panel.firstElementChild;
    const card = copyOf(decodeURIComponent(step));
    sheet.replaceChildren(sheet.firstElementChild, card);
    sheet.ariaLabel = one("h3", card).textContent;
    const [chart, place] = [frame, shapeOf(node)].map(boxOf);
    panel.classList.toggle("at-start", place.left + place.right > chart.left + chart.right);
    panel.hidden = false;
    opened = { panel, node };
    node.classList.add("is-open");
    light(node);
    goTo(`#step-${step}`);
    sheet.focus({ preventScroll: true });
    return true;
  };

  const follow = (frame, event) => {
    const link = event.target.closest(".node a, .atlas-panel a");
    const here = !link?.pathname || link.pathname === location.pathname; // links in a drawing have none
    const step = here && !event.shiftKey && !withModifier(event) && stepIn(link);
    if (event.target.closest(".atlas-close")) close();
    if (!step || !open(frame, step)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /* Take away: a drawing that needs no style sheet, in the colours that are seen. */
  const LOOK = "fill fill-opacity stroke stroke-width stroke-dasharray stroke-linecap stroke-linejoin font-size font-weight text-anchor paint-order".split(" ");

  const standalone = (svg) => {
    light(null);
    const copied = svg.cloneNode(true);
    const parts = all("*", copied);
    all("*", svg).forEach((part, at) => {
      const look = getComputedStyle(part);
      if (part.matches("a")) parts[at].setAttribute("href", new URL(part.href.baseVal, document.baseURI));
      if (part.matches(".lines .badge")) parts[at].setAttribute("marker-end", "none");
      if (part.matches("g, a, title, desc, metadata, defs, marker")) return;
      for (const name of LOOK) parts[at].setAttribute(name, look.getPropertyValue(name));
    });
    /* The heads of arrows are as their lines; programs that do not know of this take the colour of most lines. */
    const arrow = one("marker path", copied);
    arrow.setAttribute("fill", getComputedStyle(one(".line", svg) || svg).stroke);
    arrow.style.fill = "context-stroke";
    const { x, y, width, height } = svg.viewBox.baseVal;
    const { backgroundColor, fontFamily } = getComputedStyle(svg);
    one("defs", copied).after(draw("rect", { x, y, width, height, fill: backgroundColor }));
    copied.removeAttribute("style");
    copied.setAttribute("font-family", fontFamily);
    return new XMLSerializer().serializeToString(copied);
  };

  const picture = async (svg) => {
    const { width, height } = svg.viewBox.baseVal;
    const scale = Math.min(2, 8000 / Math.max(width, height));
    const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(standalone(svg))}` });
    await image.decode();
    const canvas = make("canvas", { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((done) => { canvas.toBlob(done); });
  };

  const save = (content, type, download) => {
    const href = URL.createObjectURL(new Blob([content], { type }));
    make("a", { href, download }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  };

  /* Lane heads stay in sight: a copy lies over them and sticks to the edge. */
  const addHeads = (svg) => {
    const lanes = all(".lane", svg);
    if (!lanes.length) return;
    const { x, y, width, height } = svg.viewBox.baseVal;
    const head = one(".head", lanes[0]).getBBox();
    const rows = head.width < shapeOf(lanes[0]).getBBox().width - 1;
    const [w, h] = rows ? [head.x + head.width - x, height] : [width, head.y + head.height - y];
    const heads = draw("svg", { class: rows ? "heads rows" : "heads", "aria-hidden": true, viewBox: `${x} ${y} ${w} ${h}` });
    for (const lane of lanes) {
      heads.append(lane.cloneNode());
      heads.lastChild.append(one(".lane-head", lane).cloneNode(true));
    }
    for (const link of all("a", heads)) link.tabIndex = -1;
    svg.after(heads);
  };

  /* A small map of a chart that is larger than its frame; gives what shows the part in view. */
  const addMap = ({ frame, figure, svg }) => {
    const { x, y, width, height } = svg.viewBox.baseVal;
    const map = draw("svg", { class: "atlas-map", "aria-hidden": true, width, height, viewBox: svg.getAttribute("viewBox") });
    for (const part of all(".lane, .node", svg)) {
      const { x, y, width, height } = shapeOf(part).getBBox();
      map.append(draw("rect", { class: part.getAttribute("class"), "data-roles": part.dataset.roles || "", x, y, width, height }));
    }
    const view = draw("rect", { class: "view" });
    map.append(view);
    frame.append(map);
    on(map, "pointerdown pointermove", (event) => {
      if (!event.buttons) return;
      event.preventDefault();
      const seen = boxOf(view);
      const ratio = figure.clientWidth / seen.width;
      figure.scrollBy((event.clientX - seen.left - seen.width / 2) * ratio, (event.clientY - seen.top - seen.height / 2) * ratio);
    });
    return () => {
      map.toggleAttribute("hidden", figure.scrollWidth <= figure.clientWidth + 1 && figure.scrollHeight <= figure.clientHeight + 1);
      const [box, drawn] = [figure, svg].map(boxOf);
      const unit = drawn.width ? width / drawn.width : 0;
      set(view, { x: x + (box.left - drawn.left) * unit, y: y + (box.top - drawn.top) * unit, width: box.width * unit, height: box.height * unit });
    };
  };

  /* The size of a chart, changed around a point of the window; at first such that it can be read. */
  const zoomOf = ({ frame, figure, svg }, showMap) => {
    const { width } = svg.viewBox.baseVal;
    const fitting = () => Math.min(1, figure.clientWidth / width);
    const middle = () => {
      const { x, y, width, height } = boxOf(figure);
      return { clientX: x + width / 2, clientY: y + height / 2 };
    };
    let size = 1;
    let chosen = false;
    const resize = (wanted, { clientX, clientY } = middle()) => {
      const before = boxOf(svg);
      size = wanted;
      for (const each of all(":scope > svg", figure)) each.style.width = `${each.viewBox.baseVal.width * size}px`;
      frame.classList.toggle("is-framed", width * size > figure.clientWidth + 1 || frame.matches(".is-full"));
      const after = boxOf(svg);
      const growth = after.width / before.width;
      figure.scrollLeft += after.left - clientX + (clientX - before.left) * growth;
      figure.scrollTop += after.top - clientY + (clientY - before.top) * growth;
      showMap();
    };
    const start = () => resize(fitting() < LEGIBLE && window.innerWidth >= NARROW ? 1 : fitting());
    const to = (wanted, at) => {
      chosen = true;
      resize(within(Math.min(0.25, fitting()), wanted, 4), at);
    };
    new ResizeObserver(() => (chosen ? showMap() : start())).observe(frame);
    return { start, to, by: (factor, at) => to(size * factor, at), fit: () => to(fitting()) };
  };

  /* Wheel with a modifier, two fingers, and dragging with the mouse. */
  const handle = ({ frame, figure }, zoom) => {
    let from = null;
    let spread = 0;
    on(figure, "wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom.by(Math.exp(-within(-60, event.deltaY, 60) * 0.005), event);
    }, { passive: false });
    on(figure, "touchmove", (event) => {
      const [one, other] = event.touches;
      if (event.touches.length !== 2) return;
      event.preventDefault();
      const now = distance(one, other);
      if (spread) zoom.by(now / spread, between(one, other));
      spread = now;
    }, { passive: false });
    on(figure, "touchend", () => { spread = 0; });
    on(figure, "dragstart", (event) => event.preventDefault());
    on(figure, "pointerdown", (event) => { from = event.pointerType === "mouse" && !event.button && frame.matches(".is-framed") ? event : null; });
    on(figure, "pointerup pointercancel", () => { from = null; });
    on(figure, "pointermove", (event) => {
      if (from && distance(event, from) > 4) figure.setPointerCapture(event.pointerId);
      if (figure.hasPointerCapture(event.pointerId)) figure.scrollBy(-event.movementX, -event.movementY);
    });
  };

  const addTools = ({ frame, figure, svg }, zoom) => {
    const tools = one(".atlas-tools", frame);
    const { spec, kind } = figure.dataset;
    const name = `${spec.replace(/^\w+:/, "")}-${kind}`;
    const full = (wanted) => {
      frame.classList.toggle("is-full", wanted);
      one("[data-do=full]", tools).ariaPressed = wanted;
      if (wanted) frame.requestFullscreen?.().catch(() => {});
      else if (document.fullscreenElement) document.exitFullscreen();
      zoom.start();
    };
    const act = {
      in: () => zoom.by(1.25),
      out: () => zoom.by(0.8),
      fit: () => zoom.fit(),
      actual: () => zoom.to(1),
      full: () => full(!frame.matches(".is-full")),
      svg: () => save(standalone(svg), "image/svg+xml", `${name}.svg`),
      png: async () => save(await picture(svg), "image/png", `${name}.png`),
      mermaid: () => copy(one("metadata", svg).textContent, tools.lastElementChild),
    };
    on(tools, "click", ({ target }) => act[target.closest("button")?.dataset.do]?.());
    on(figure, "keydown", (event) => {
      const tool = all("[data-keys]", tools).find(({ dataset }) => dataset.keys.includes(event.key));
      if (!withModifier(event)) tool?.click();
    });
    on(document, "fullscreenchange", () => {
      if (!document.fullscreenElement && frame.matches(".is-full")) full(false);
    });
  };

  dress(".atlas-figure:has(svg)", (frame) => {
    const figure = one("figure", frame);
    const svg = one("svg", figure);
    const chart = { frame, figure, svg };
    const showMap = addMap(chart);
    const zoom = zoomOf(chart, showMap);
    addHeads(svg);
    addTools(chart, zoom);
    handle(chart, zoom);
    on(figure, "scroll", showMap);
    on(frame, "click", (event) => follow(frame, event), true);
    on(figure, "pointerover focusin", ({ target }) => {
      const node = target.closest(".node");
      if (node) light(node);
    });
    on(figure, "pointerleave focusout", () => light(opened?.node));
    figure.tabIndex = 0;
    figure.ariaLabel = one("title", svg).textContent;
    frame.classList.add("is-live");
  });

  onPage(() => { opened = null; });
  on(document, "keydown", ({ key }) => {
    if (key === "Escape" && opened) close();
    else if (key === "Escape") one(".is-full [data-do=full]")?.click();
  });
})();
