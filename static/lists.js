// Inside only. While htmx fetches a list, the list says that it is busy; when nobody
// answers, the words that the page brought along are shown, with a plain link.
"use strict";

const busy = (context, is) => context.target?.setAttribute?.("aria-busy", String(is));

function noContact(context) {
  const words = document.getElementById("no-contact").content.cloneNode(true);
  const asked = new URL(context.request.action, location.href);
  words.querySelector("a").href = asked.pathname + asked.search;
  document.getElementById("notices").replaceChildren(words);
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  document.getElementById("notices").replaceChildren();
  busy(ctx, true);
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => busy(ctx, false));
document.addEventListener("htmx:error", ({ detail: { ctx } }) => ctx && noContact(ctx));
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status >= 500) noContact(ctx);
});
