// Measures every drawing of a page as the browser renders it and lists what is not legible, in the drawing's own pixels.
() => [...document.querySelectorAll("figure.atlas-diagram")].map((figure) => {
  const svg = figure.querySelector("svg");
  const problems = [];
  const inverse = svg.getScreenCTM().inverse();
  const box = (element) => {
    const r = element.getBoundingClientRect();
    const a = new DOMPoint(r.left, r.top).matrixTransform(inverse);
    const b = new DOMPoint(r.right, r.bottom).matrixTransform(inverse);
    return { l: a.x, t: a.y, r: b.x, b: b.y };
  };
  const overlap = (a, b, slack) => a.l < b.r - slack && b.l < a.r - slack && a.t < b.b - slack && b.t < a.b - slack;
  const inside = (a, b, slack) => a.l >= b.l - slack && a.r <= b.r + slack && a.t >= b.t - slack && a.b <= b.b + slack;
  const name = (element) => element.dataset.id || `${element.dataset.from} to ${element.dataset.to}`;
  const nodes = [...svg.querySelectorAll("g.node")].map((g) => ({
    g, id: g.dataset.id, box: box(g.querySelector("rect,polygon,ellipse,circle,path")),
  }));
  nodes.forEach((a, i) => nodes.slice(i + 1).forEach((b) => {
    if (overlap(a.box, b.box, 0.5)) problems.push(`box on box: ${a.id}, ${b.id}`);
  }));
  const lanes = new Map([...svg.querySelectorAll("g.lane")].map((g) => [g.dataset.id, box(g.querySelector("rect"))]));
  nodes.forEach((node) => {
    const lane = lanes.get(node.g.dataset.lane);
    if (lane && !inside(node.box, lane, 0.5)) problems.push(`outside its lane: ${node.id}`);
    node.g.querySelectorAll("text:not(.outside)").forEach((text) => {
      if (text.closest(".badge")) return;
      if (!inside(box(text), node.box, 1)) problems.push(`text outside its shape: ${node.id} "${text.textContent}"`);
    });
  });
  svg.querySelectorAll(".sign-text").forEach((text) => {
    if (!inside(box(text), box(text.previousElementSibling), 1)) problems.push(`text outside its shape: "${text.textContent}"`);
  });
  svg.querySelectorAll("text").forEach((text) => {
    const size = parseFloat(getComputedStyle(text).fontSize);
    if (size < 10) problems.push(`text of ${size} px: "${text.textContent}"`);
  });
  const labels = [...svg.querySelectorAll("g.edge .label")].map((text) => ({ text, box: box(text), edge: text.closest("g.edge") }));
  labels.forEach((label, i) => {
    nodes.forEach((node) => { if (overlap(label.box, node.box, 1)) problems.push(`label on a node: "${label.text.textContent}", ${node.id}`); });
    labels.slice(i + 1).forEach((other) => {
      if (other.edge !== label.edge && overlap(label.box, other.box, 1)) problems.push(`label on label: "${label.text.textContent}", "${other.text.textContent}"`);
    });
  });
  svg.querySelectorAll("g.edge").forEach((edge) => {
    const path = edge.querySelector("path");
    const length = path.getTotalLength();
    const foreign = nodes.filter((node) => node.id !== edge.dataset.from && node.id !== edge.dataset.to);
    const hit = new Set();
    for (let at = 0; at <= length; at += 3) {
      const p = path.getPointAtLength(at);
      foreign.forEach((node) => {
        if (p.x > node.box.l + 1.5 && p.x < node.box.r - 1.5 && p.y > node.box.t + 1.5 && p.y < node.box.b - 1.5) hit.add(node.id);
      });
    }
    hit.forEach((id) => problems.push(`line through a box: ${name(edge)}, ${id}`));
  });
  return { kind: figure.dataset.kind, spec: figure.dataset.spec, problems };
});
