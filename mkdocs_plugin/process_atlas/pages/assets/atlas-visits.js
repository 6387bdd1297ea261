/* Marks what is new since the last visit, which only this browser keeps. */
(() => {
  "use strict";
  const KEY = "process-atlas.visit";
  const PAUSE = 4 * 3600e3;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const dayOf = (time) => new Date(time).toISOString().slice(0, 10);
  const read = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; } };
  const keep = (visit) => { try { localStorage.setItem(KEY, JSON.stringify(visit)); } catch { /* not kept, then */ } };

  /* `since` is the first day that counts as new, `seen` the time of the last page: after a pause a new visit begins. */
  const visit = () => {
    const now = Date.now();
    const last = read() || { since: dayOf(now + 864e5), seen: now };
    const fresh = now - last.seen > PAUSE && dayOf(last.seen) > last.since;
    const next = { since: fresh ? dayOf(last.seen) : last.since, seen: now };
    keep(next);
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
    words.textContent = words.dataset.some.replace("{n}", all(".atlas-news .atlas-new[data-day]:not([hidden])").length);
    button.onclick = () => {
      const now = Date.now();
      keep({ since: dayOf(now + 864e5), seen: now });
      mark("9");
      dot.hidden = button.hidden = true;
      words.textContent = words.dataset.none;
    };
  };

  const dress = () => {
    const count = mark(visit().since);
    for (const box of all(".atlas-visit")) greet(box, count);
  };

  if (typeof document$ !== "undefined") document$.subscribe(dress);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", dress);
  else dress();
})();
