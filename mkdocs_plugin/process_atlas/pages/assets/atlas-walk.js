/* Walks through a process, one step at a time, and shows ways through it on its chart. The place in the walk stands in
   the address: #walk=DECISION:OUTCOME.STEP, after each ! the process that called this one, with its own place. */
(() => {
  "use strict";

  const MARK = "#walk=";
  const LONGEST = 1000; // steps of one walk
  const DAY = 1440; // minutes; from a day on, time is told in full hours
  const { all, one, on, fill, make, button, dress, copyOf, copy, goTo, withModifier } = window.processAtlas;
  const wide = matchMedia("(min-width: 60em)");
  const titleOf = (step) => one("h3", copyOf(step)).textContent.trim();

  const show = (id, steps, ways = [], here = "") => {
    const figure = one(`figure[data-kind=flowchart][data-spec="process:${id}"]`);
    if (!figure) return;
    const walked = new Set(ways.map(String));
    figure.classList.toggle("has-walk", steps.length);
    for (const { dataset, classList } of all(".node, .edge", figure)) {
      classList.toggle("is-walked", steps.includes(dataset.id) || walked.has(`${dataset.from},${dataset.to}`));
      classList.toggle("is-here", dataset.id === here);
    }
    const node = one(".is-here", figure);
    if (node && wide.matches) requestAnimationFrame(() => setTimeout(() => {
      node.scrollIntoView({ block: "center", inline: "center" });
      node.closest(".is-framed > figure")?.scrollIntoView({ block: "nearest" });
    }));
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

  /* What can be chosen: `[kind, place on the card, targets]`. */
  const waysOf = (graph, { at, open }) => graph.steps[at].ways || (open.length ? [["arm", 0, []]] : []);
  const isChoice = (kind) => ["if", "late", "any"].includes(kind);

  /* The targets of a choice: `STEP:OUTCOME`, `STEP:ARM-ARM` where several may apply, "" where there is none to make. */
  const targetsOf = (ways, choice) => {
    const [, chosen] = choice.split(":");
    const way = ways.find(([kind, place]) => kind !== "any" && (choice ? String(place) === chosen : !isChoice(kind)));
    const arms = ways.find(([kind]) => kind === "any")?.[2];
    return way ? way[2] : choice && arms && chosen.split("-").map((arm) => arms[arm]);
  };

  /* The next state, or nothing where there is none. */
  const leave = (graph, state, choice) => {
    const targets = targetsOf(waysOf(graph, state), choice);
    if (!targets || !targets.every((each) => each in graph.steps)) return null;
    const { min = 0, join = "" } = graph.steps[state.at];
    let { open, holder } = state;
    let time = state.time + min;
    let [at] = targets;
    const ways = at ? [[state.at, at]] : [];
    if (targets.length > 1) {
      const again = open.findIndex(({ split }) => split === state.at);
      open = [...(again < 0 ? open : open.slice(0, again)), { split: state.at, join, targets, turn: 0, from: time, most: 0, holder }];
    }
    while (open.length && (!at || at === open.at(-1).join)) {
      const arms = open.at(-1);
      const side = { ...arms, turn: arms.turn + 1, most: Math.max(arms.most, time), joined: arms.joined || at };
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

  const replay = (graph, place) => {
    const choices = place.split(".");
    const goal = choices.pop();
    const states = begin(graph);
    while (states.length < LONGEST) {
      const state = states.at(-1);
      if (!choices.length && state.at === goal) return states;
      const next = leave(graph, state, choices[0]?.startsWith(`${state.at}:`) ? choices.shift() : "");
      if (!next) return null;
      states.push(next);
    }
    return null;
  };

  const fragment = () => {
    try {
      return location.hash.startsWith(MARK) ? decodeURI(location.hash).slice(MARK.length) : "";
    } catch { return ""; }
  };

  /* The words for a length of time; `units` are those of minutes, hours and days, for one and for several. */
  const span = (units, minutes) => {
    const whole = minutes < DAY ? Math.round(minutes) : Math.ceil(minutes / 60) * 60;
    const counts = [Math.floor(whole / DAY), Math.floor(whole / 60) % 24, whole % 60];
    const told = counts.map((n, at) => n && `${n} ${units[2 - at][n === 1 ? 0 : 1]}`);
    return told.filter(Boolean).join(" ") || `0 ${units[0][1]}`;
  };

  dress(".atlas-walk", (player) => {
    const { graph, says } = JSON.parse(player.dataset.walk);
    for (const ids of [graph.steps, graph.callers]) Object.setPrototypeOf(ids, null);
    const say = (name, values) => fill(says[name], values);
    const part = (name) => one(`.atlas-walk-${name}`, player);
    const starter = player.previousElementSibling.firstElementChild;
    let states = [];
    let state = null;
    let outer = ""; // the process that called this one, and its place
    const addressOf = (walked) => {
      const place = [...walked.map(({ choice }) => choice).filter(Boolean), walked.at(-1).at].join(".");
      return encodeURI(MARK + place + (outer && `!${outer}`));
    };

    const tell = () => {
      const spent = state.time + (graph.steps[state.at].min || 0);
      const [most, limit] = graph.limit;
      const beyond = spent > most;
      const values = { time: span(says.units, spent), limit, over: beyond && span(says.units, spent - most), n: state.hands };
      part("time").textContent = say(beyond ? "beyond" : limit ? "limit" : "time", values);
      part("hands").textContent = say("hands", values);
      part("state").classList.toggle("is-beyond", beyond);
      part("bar").hidden = !limit;
      part("bar").firstElementChild.style.inlineSize = `${Math.min(100, (100 * spent) / most)}%`;
      for (const each of all("[data-lane]", player)) each.hidden = each.dataset.lane !== state.holder;
    };

    const toCaller = (name) => {
      const [id, ...place] = outer.split("/");
      const [process, href] = graph.callers[id] || [];
      const properties = { className: `atlas-walk-way is-${name}`, href: encodeURI(href + MARK + place.join("/")) };
      return process ? [make("a", properties, say(name, { process }))] : [];
    };

    const beside = () => state.open.slice(-1).map(({ targets, turn }) => {
      const steps = targets.filter((_, index) => index !== turn).map(titleOf).join(" · ");
      const turns = make("strong", {}, say("turn", { n: turn + 1, all: targets.length }));
      return make("p", { className: "atlas-walk-side" }, turns, " ", say("meanwhile", { steps }));
    });

        /* A way on in the words of the card. */
    const wordsOf = (place) => {
      const item = all(".atlas-onward > li", copyOf(state.at))[place];
      for (const link of all("a", item)) link.replaceWith(make("span", { className: "atlas-walk-target" }, ...link.childNodes));
      return [...item.childNodes];
    };

    /* Several that may apply together, the first to begin with. */
    const choose = (targets) => [
      ...targets.map((_, index) => {
        const box = make("input", { type: "checkbox", value: index, checked: !index });
        return make("label", { className: "atlas-walk-way" }, box, ...wordsOf(index));
      }),
      button("atlas-walk-way is-next", () => {
        const chosen = all("input:checked", player).map(({ value }) => value);
        if (chosen.length) go([...states, leave(graph, state, `${state.at}:${chosen.join("-")}`)]);
      }, says.next),
    ];

    const option = ([kind, place, targets]) => {
      if (kind === "any") return choose(targets);
      const next = leave(graph, state, isChoice(kind) ? `${state.at}:${place}` : "");
      if (!next) return ending();
      const { calls } = graph.steps[state.at];
      const onward = () => go([...states, next]);
      const words = kind === "side" || kind === "arm" ? [says.next] : wordsOf(place);
      if (!calls || kind) return [button(`atlas-walk-way is-${kind || "next"}`, onward, ...words)];
      const href = calls + encodeURI(`${MARK}!${graph.id}/`) + addressOf([...states, next]).slice(MARK.length);
      return [make("a", { className: "atlas-walk-way is-next", href }, says.enter), button("atlas-walk-way", onward, says.skip, ...words)];
    };

    const ending = () => {
      const n = states.filter(({ at }) => graph.steps[at].work).length;
      return [make("p", { className: "atlas-walk-end" }, `${says.end} ${say("sum", { n })}`), ...toCaller("leave")];
    };

    const waysOn = () => {
      const found = waysOf(graph, state);
      if (!found.length) return ending();
      const lead = says[found[0][0]];
      return [...(lead ? [make("p", { className: "atlas-label" }, lead)] : []), ...found.flatMap(option)];
    };

    const mark = ({ at }, index) => {
      const title = titleOf(at);
      const number = one(".atlas-step-number", copyOf(at)).textContent;
      const element = button("atlas-walk-mark", () => go(states.slice(0, index + 1)), number || "·");
      return Object.assign(element, { title, ariaLabel: title, ariaCurrent: index === states.length - 1 ? "step" : null });
    };

    const go = (walked, note = "") => {
      states = walked;
      state = states.at(-1);
      goTo(addressOf(states));
      tell();
      part("told").textContent = note;
      part("trail").replaceChildren(...states.map(mark));
      part("step").replaceChildren(...toCaller("part-of"), ...beside(), copyOf(state.at));
      part("ways").replaceChildren(...waysOn());
      part("back").disabled = part("restart").disabled = states.length < 2;
      part("trail").lastElementChild.scrollIntoView({ block: "nearest" });
      part("step").scrollTop = 0;
      const heading = one("h3", player);
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      show(graph.id, states.map(({ at }) => at), states.flatMap(({ ways }) => ways), state.at);
    };

    const open = () => {
      const [place, ...around] = fragment().split("!");
      const at = place.split(".").at(-1);
      const walked = place ? replay(graph, place) : begin(graph);
      outer = around.join("!");
      if (!player.open) player[wide.matches ? "show" : "showModal"]();
      go(walked || begin(graph, at in graph.steps ? at : undefined), walked ? "" : says.stale);
    };

    const act = {
      link: () => copy(location.href, part("told")),
      close: () => player.close(),
      back: () => { if (states.length > 1) go(states.slice(0, -1)); },
      restart: () => go(begin(graph)),
    };

    /* The keys: among the ways up and down, back and on. */
    const move = (event) => {
      const ways = all("button, a, input", part("ways"));
      const here = document.activeElement;
      const at = ways.indexOf(here);
      const turn = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (withModifier(event)) return;
      if (event.key === "Escape") act.close();
      else if (event.key === "ArrowLeft") act.back();
      else if (event.key === "ArrowRight" || (event.key === "Enter" && here.matches("h3"))) ways[Math.max(at, 0)]?.[ways.length > 1 ? "focus" : "click"]();
      else if (turn && at >= 0) ways[(at + turn + ways.length) % ways.length].focus();
      else return;
      event.preventDefault();
    };

    const follow = () => {
      if (location.hash.startsWith(MARK) && !(player.open && location.hash === addressOf(states))) open();
    };

    for (const name in act) on(part(name), "click", act[name]);
    on(starter, "click", open);
    on(player, "keydown", move);
    on(player, "close", () => {
      if (location.hash.startsWith(MARK)) goTo(location.pathname + location.search);
      show(graph.id, []);
      starter.focus();
    });
    on(window, "hashchange", () => { if (player.isConnected) follow(); });
    follow();
  });

  /* One of the ways through, shown on the chart. */
  dress("[data-lit]", (toggle) => {
    const { id, steps, ways } = JSON.parse(toggle.dataset.lit);
    toggle.disabled = false;
    on(toggle, "click", () => {
      const shown = toggle.ariaPressed === "false";
      for (const each of all("[data-lit]")) each.ariaPressed = shown && each === toggle;
      show(id, shown ? steps : [], shown ? ways : []);
    });
  });
})();
