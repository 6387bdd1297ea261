/* Walks through a process, one step at a time, and shows ways through it on its chart. The place in the walk stands in
   the address: #walk=DECISION:OUTCOME.STEP, after each ! the process that called this one, with its own place. */
(() => {
  "use strict";

  const MARK = "#walk=";
  const LONGEST = 1000; // steps of one walk
  const wide = matchMedia("(min-width: 60em)");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const make = (tag, className, ...content) => {
    const element = Object.assign(document.createElement(tag), { className });
    element.append(...content);
    return element;
  };
  const button = (className, act, ...content) => {
    const element = make("button", className, ...content);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  };

  const cardOf = (id) => document.getElementById(`step-${id}`).closest("article");
  const copyOf = (id) => {
    const card = cardOf(id).cloneNode(true);
    for (const each of all(".headerlink, .atlas-step-foot", card)) each.remove();
    for (const each of all("[id]", card)) each.removeAttribute("id");
    return card;
  };
  const titleOf = (id) => copyOf(id).querySelector("h3").textContent.trim();

  const show = (id, steps, ways = [], here = "") => {
    const figure = document.querySelector(`figure[data-kind=flowchart][data-spec="process:${id}"]`);
    if (!figure) return;
    const walked = new Set(ways.map(String));
    figure.classList.toggle("has-walk", steps.length);
    for (const { dataset, classList } of all(".node, .edge", figure)) {
      classList.toggle("is-walked", steps.includes(dataset.id) || walked.has(`${dataset.from},${dataset.to}`));
      classList.toggle("is-here", dataset.id === here);
    }
    const node = figure.querySelector(".is-here");
    if (node && wide.matches) requestAnimationFrame(() => setTimeout(() => node.scrollIntoView({ block: "center", inline: "center" })));
  };

  /* States of a walk, never changed: where, how long so far, who holds the work, what runs side by side (the innermost
     last), and the ways and the choice that led here. */
  const arrive = (graph, state, at) => {
    const { lane, passes } = graph.steps[at];
    const holder = passes && state.holder ? state.holder : lane;
    return { ...state, at, holder, hands: state.hands + (state.holder && holder !== state.holder ? 1 : 0) };
  };
  const begin = (graph, at = graph.starts[0]) =>
    [arrive(graph, { time: 0, hands: 0, holder: "", open: [], choice: "", ways: [] }, at)];

  const leave = (graph, state, targets, choice = "") => {
    const { min = 0, join = "" } = graph.steps[state.at];
    let { open, holder } = state;
    let time = state.time + min;
    let [at] = targets;
    const ways = at ? [[state.at, at]] : [];
    if (targets.length > 1) {
      const again = open.findIndex(({ split }) => split === state.at);
      open = [...(again < 0 ? open : open.slice(0, again)), { split: state.at, join, targets, turn: 0, from: time, most: 0, holder }];
    }
    while (open.length && (!at || at === open[open.length - 1].join)) {
      const last = open[open.length - 1];
      const side = { ...last, turn: last.turn + 1, most: Math.max(last.most, time), joined: last.joined || at };
      open = open.slice(0, -1);
      at = side.targets[side.turn];
      if (at) {
        open.push(side);
        ({ from: time, holder } = side);
        ways.push([side.split, at]);
      } else {
        time = side.most;
        at = side.joined;
        if (!at) break;
      }
    }
    return at && arrive(graph, { ...state, time, open, holder, choice, ways }, at);
  };

  /* What can be chosen: `[kind, place on the card, targets]`. */
  const waysOf = (graph, { at, open }) => graph.steps[at].ways || (open.length ? [["arm", 0, []]] : []);
  const isChoice = (kind) => kind === "if" || kind === "late" || kind === "any";

  const placeOf = (states) => [...states.map(({ choice }) => choice).filter(Boolean), states[states.length - 1].at].join(".");

  const replay = (graph, place) => {
    const choices = place.split(".").map((each) => each.split(":"));
    const [goal] = choices.pop();
    const states = begin(graph);
    while (states.length < LONGEST) {
      const state = states[states.length - 1];
      if (!choices.length && state.at === goal) return states;
      const ways = waysOf(graph, state);
      let way = ways.find(([kind]) => !isChoice(kind));
      let choice = "";
      if (choices.length && choices[0][0] === state.at) {
        choice = choices.shift().join(":");
        const chosen = choice.split(":")[1];
        const any = ways.find(([kind]) => kind === "any");
        way = any ? [, , chosen.split("-").map((index) => any[2][index])] : ways.find(([, index]) => String(index) === chosen);
      }
      const next = way && way[2].every((each) => each in graph.steps) && leave(graph, state, way[2], choice);
      if (!next) return null;
      states.push(next);
    }
    return null;
  };

  const dressPlayer = (player) => {
    const graph = JSON.parse(player.dataset.graph);
    const says = JSON.parse(player.dataset.says);
    for (const ids of [graph.steps, graph.callers]) Object.setPrototypeOf(ids, null);
    const part = (name) => player.querySelector(`.atlas-walk-${name}`);
    const starter = player.previousElementSibling.firstElementChild;
    let states = [];
    let state = null;
    let outer = ""; // the process that called this one, and its place
    const addressOf = (walked, around = outer) => encodeURI(MARK + placeOf(walked) + (around && `!${around}`));

    const span = (minutes) => {
      const whole = minutes < 1440 ? Math.round(minutes) : Math.ceil(minutes / 60) * 60;
      const parts = [whole % 60, Math.floor(whole / 60) % 24, Math.floor(whole / 1440)];
      const told = parts.map((n, unit) => n && `${n} ${says.units[unit][n === 1 ? 0 : 1]}`).filter(Boolean);
      return told.reverse().join(" ") || `0 ${says.units[0][1]}`;
    };

    const tell = () => {
      const spent = state.time + (graph.steps[state.at].min || 0);
      const [most, limit] = graph.limit;
      const beyond = spent > most;
      const values = { time: span(spent), limit, over: beyond && span(spent - most), n: state.hands };
      part("time").textContent = fill(says[beyond ? "beyond" : limit ? "limit" : "time"], values);
      part("hands").textContent = fill(says.hands, values);
      part("state").classList.toggle("is-beyond", beyond);
      part("bar").hidden = !limit;
      part("bar").firstElementChild.style.inlineSize = `${Math.min(100, (100 * spent) / most)}%`;
      for (const each of all("[data-lane]", player)) each.hidden = each.dataset.lane !== state.holder;
    };

    const caller = () => {
      const [id, ...place] = outer.split("/");
      const [title, href] = graph.callers[id] || [];
      return (name) => (title ? [Object.assign(make("a", `atlas-walk-way is-${name}`, fill(says[name], { process: title })), { href: encodeURI(href + MARK + place.join("/")) })] : []);
    };

    const beside = () => state.open.slice(-1).map(({ targets, turn }) => {
      const steps = targets.filter((_, index) => index !== turn).map(titleOf).join(" · ");
      return make("p", "atlas-walk-side", make("strong", "", fill(says.turn, { n: turn + 1, all: targets.length })), " ", fill(says.meanwhile, { steps }));
    });

    /* A way on in the words of the card. */
    const wordsOf = (place) => {
      const item = all(".atlas-onward > li", cardOf(state.at))[place].cloneNode(true);
      for (const link of all("a", item)) link.replaceWith(make("span", "atlas-walk-target", ...link.childNodes));
      return [...item.childNodes];
    };

    const choose = (targets) => [
      ...targets.map((_, index) => {
        const box = Object.assign(document.createElement("input"), { type: "checkbox", value: index, checked: !index });
        return make("label", "atlas-walk-way", box, ...wordsOf(index));
      }),
      button("atlas-walk-way is-next", () => {
        const chosen = all("input:checked", player).map(({ value }) => value);
        if (chosen.length) go([...states, leave(graph, state, chosen.map((index) => targets[index]), `${state.at}:${chosen.join("-")}`)]);
      }, says.next),
    ];

    const option = ([kind, place, targets]) => {
      if (kind === "any") return choose(targets);
      const next = leave(graph, state, targets, isChoice(kind) ? `${state.at}:${place}` : "");
      if (!next) return ending();
      const words = kind === "side" || kind === "arm" ? [says.next] : wordsOf(place);
      const { calls } = graph.steps[state.at];
      const way = button(`atlas-walk-way is-${kind || "next"}`, () => go([...states, next]), ...words);
      if (!calls || kind) return [way];
      const enter = make("a", "atlas-walk-way is-next", says.enter);
      enter.href = calls + encodeURI(`${MARK}!${graph.id}/`) + addressOf([...states, next]).slice(MARK.length);
      way.classList.remove("is-next");
      way.prepend(says.skip);
      return [enter, way];
    };

    const ending = () => [
      make("p", "atlas-walk-end", `${says.end} ${fill(says.sum, { n: states.filter(({ at }) => graph.steps[at].work).length })}`),
      ...caller()("leave"),
    ];

    const waysOn = () => {
      const found = waysOf(graph, state);
      if (!found.length) return ending();
      const lead = says[found[0][0]];
      return [...(lead ? [make("p", "atlas-label", lead)] : []), ...found.flatMap(option)];
    };

    const mark = ({ at }, index) => {
      const element = button("atlas-walk-mark", () => go(states.slice(0, index + 1)), cardOf(at).querySelector(".atlas-step-number").textContent || "·");
      element.title = titleOf(at);
      element.setAttribute("aria-label", element.title);
      if (index === states.length - 1) element.setAttribute("aria-current", "step");
      return element;
    };

    const go = (walked, note = "") => {
      states = walked;
      state = states[states.length - 1];
      history.replaceState(history.state, "", addressOf(states));
      tell();
      part("told").textContent = note;
      part("trail").replaceChildren(...states.map(mark));
      part("step").replaceChildren(...caller()("part-of"), ...beside(), copyOf(state.at));
      part("ways").replaceChildren(...waysOn());
      part("back").disabled = part("restart").disabled = states.length < 2;
      part("trail").lastElementChild.scrollIntoView({ block: "nearest" });
      part("step").scrollTop = 0;
      const heading = player.querySelector("h3");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      show(graph.id, states.map(({ at }) => at), states.flatMap(({ ways }) => ways), state.at);
    };
    const back = () => { if (states.length > 1) go(states.slice(0, -1)); };

    const fragment = () => {
      try {
        return location.hash.startsWith(MARK) ? decodeURI(location.hash).slice(MARK.length) : "";
      } catch { return ""; }
    };

    const open = () => {
      const [place, ...around] = fragment().split("!");
      outer = around.join("!");
      const at = place.split(".").pop();
      const walked = place ? replay(graph, place) : begin(graph);
      if (!player.open) player[wide.matches ? "show" : "showModal"]();
      go(walked || begin(graph, at in graph.steps ? at : undefined), walked ? "" : says.stale);
    };
    player.follow = () => { if (location.hash.startsWith(MARK) && !(player.open && location.hash === addressOf(states))) open(); };

    player.addEventListener("keydown", (event) => {
      const ways = all("button, a, input", part("ways"));
      const here = document.activeElement;
      const at = ways.indexOf(here);
      const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.key === "Escape") player.close();
      else if (event.key === "ArrowLeft") back();
      else if (event.key === "ArrowRight" || (event.key === "Enter" && here.matches("h3"))) { if (ways.length) ways[Math.max(at, 0)][ways.length > 1 ? "focus" : "click"](); }
      else if (turn && at >= 0) ways[(at + turn + ways.length) % ways.length].focus();
      else return;
      event.preventDefault();
    });
    player.addEventListener("close", () => {
      if (location.hash.startsWith(MARK)) history.replaceState(history.state, "", location.pathname + location.search);
      show(graph.id, []);
      starter.focus();
    });
    part("link").addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      part("told").textContent = says.copied;
    });
    part("close").addEventListener("click", () => player.close());
    part("back").addEventListener("click", back);
    part("restart").addEventListener("click", () => go(begin(graph)));
    starter.addEventListener("click", open);
    starter.parentNode.hidden = false;
    player.follow();
  };

  /* One of the ways through, shown on the chart. */
  const dressWay = (item) => {
    const { id, steps, ways } = JSON.parse(item.dataset.lit);
    const toggle = button("atlas-button", () => {
      const on = toggle.getAttribute("aria-pressed") === "false";
      for (const each of all("[aria-pressed]", item.parentNode)) each.setAttribute("aria-pressed", on && each === toggle);
      show(id, on ? steps : [], on ? ways : []);
    }, ...item.firstElementChild.childNodes);
    toggle.setAttribute("aria-pressed", "false");
    item.firstElementChild.replaceWith(toggle);
  };

  const once = (selector, dressOne) => {
    for (const each of all(`${selector}:not([data-dressed])`)) {
      each.dataset.dressed = "";
      dressOne(each);
    }
  };
  const dress = () => {
    once(".atlas-walk", dressPlayer);
    once("[data-lit]", dressWay);
  };

  window.addEventListener("hashchange", () => { for (const player of all(".atlas-walk[data-dressed]")) player.follow(); });
  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
