// The foot of printed pages: the page's address, its version and the day. The style sheet puts it into the margin.
(() => {
  const root = document.documentElement;
  const foot = () => {
    const page = document.querySelector(".atlas");
    if (!page) { ["--atlas-foot", "--atlas-foot-page"].forEach((name) => root.style.removeProperty(name)); return; }
    const version = page.querySelector(".atlas-head .atlas-version");
    const day = new Date().toLocaleDateString(root.lang || undefined, { dateStyle: "long" });
    const parts = [location.href.replace(/[?#].*/, ""), version?.textContent.trim(), day].filter(Boolean);
    root.style.setProperty("--atlas-foot", JSON.stringify(parts.join(" · ")));
    root.style.setProperty("--atlas-foot-page", 'counter(page) " / " counter(pages)');
  };
  addEventListener("beforeprint", foot);
})();
