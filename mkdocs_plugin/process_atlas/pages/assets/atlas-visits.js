/* Marks what is new since the last visit, which only this browser keeps. */
(() => {
  "use strict";
  const KEY = "process-atlas.visit";
  const PAUSE = 4 * 3600e3;
  const { all, fill, onPage, kept, keep } = window.processAtlas;
  const dayOf = (time) => new Date(time).toISOString().slice(0, 10);
  const read = () => { try { return JSON.parse(kept(KEY)); } catch { return null; } };
  const note = (visit) => keep(KEY, JSON.stringify(visit));

  /* `since` is the first day that counts as new, `seen` the time of the last page: after a pause a new visit begins. */
  const visit = () => {
    const now = Date.now();
    const last = read() || { since: dayOf(now + 864e5), seen: now };
    const fresh = now - last.seen > PAUSE && dayOf(last.seen) > last.since;
    const next = { since: fresh ? dayOf(last.seen) : last.since, seen: now };
    note(next);
    return next;
  };

  const mark = (since) => {
    let count = 0;
    for (const each of all(".atlas-new[data-day]")) count += !(each.hidden = each.dataset.day < since);
    return count;
  };

  const greet = (box, count) => {
    const [dot, words, button] = box.children;
    box.hidden = !count;
    words.textContent = fill(words.dataset.some, { n: all(".atlas-news .atlas-new[data-day]:not([hidden])").length });
    button.onclick = () => {
      const now = Date.now();
      note({ since: dayOf(now + 864e5), seen: now });
      mark("9");
      dot.hidden = button.hidden = true;
      words.textContent = words.dataset.none;
    };
  };

  onPage(() => {
    const count = mark(visit().since);
    for (const box of all(".atlas-visit")) greet(box, count);
  });
})();
