// Inside only. While a point of a meeting is written htmx saves it; this says when that
// failed, tries again, and warns whoever leaves words behind. Stores nothing.
(() => {
  "use strict";
  const point = document.getElementById("point");
  const saved = document.getElementById("saved");
  if (!point?.hasAttribute("hx-post")) return;

  const AGAIN = 10 * 1000;
  let written = 0;
  let sent = 0;
  let kept = 0;
  let later = 0;

  const tryAgain = () => {
    if (kept < written) htmx.trigger(point, "input");
  };

  function fail() {
    saved.replaceChildren(Object.assign(document.createElement("p"), {
      className: "note", textContent: saved.dataset.failed,
    }));
    clearTimeout(later);
    later = setTimeout(tryAgain, AGAIN);
  }

  point.addEventListener("input", (it) => {
    if (it.isTrusted) written += 1;
  });
  point.addEventListener("submit", () => {
    kept = written;
  });
  point.addEventListener("htmx:before:request", () => {
    sent = written;
  });
  point.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response?.status === 200) kept = sent;
    else if (!ctx.response || ctx.response.status >= 500) fail();
  });
  point.addEventListener("htmx:error", fail);
  addEventListener("online", tryAgain);
  addEventListener("beforeunload", (it) => {
    if (kept < written) it.preventDefault();
  });
})();
