/* The theme's instant navigation assigns `href` on every link of a page; on a link inside a drawing that is a read-only
   property and would stop it. Such links need no rewriting: the browser resolves them. Loaded before the theme. */
(() => {
  "use strict";
  const href = Object.getOwnPropertyDescriptor(SVGAElement.prototype, "href");
  Object.defineProperty(SVGAElement.prototype, "href", { ...href, set() {} });
})();
