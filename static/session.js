// Inside only. Warns before the session ends, and leaves nothing on the screen after
// it. Stores nothing; tabs of the same session tell each other that it was renewed.
(() => {
  "use strict";
  const stay = document.getElementById("stay");
  if (!stay) return;

  const WARNING = 5 * 60 * 1000;
  const LONGEST = 6 * 60 * 60 * 1000;
  const PAUSE = 10 * 1000;
  const rest = Number(stay.dataset.rest) * 1000;
  const tabs = new BroadcastChannel(`stay ${stay.dataset.mark}`);
  const oslo = new Intl.DateTimeFormat("nb-NO", {
    timeZone: "Europe/Oslo", hour: "2-digit", minute: "2-digit",
  });
  const opened = Date.now();
  let until = Date.now() + rest;
  let tried = 0;
  let dialog = null;

  function renew() {
    until = Date.now() + rest;
    dialog?.remove();
    dialog = null;
    tellTime(document);
  }

  function tellTime(part) {
    const time = oslo.format(until).replace(":", ".");
    for (const line of part.querySelectorAll("[data-out-at]")) {
      line.textContent = line.dataset.outAt.replace("{time}", time);
    }
  }

  function look() {
    // A page that htmx laid in its place may belong to nobody.
    if (!stay.isConnected) return;
    if (Date.now() >= until) leave();
    else if (Date.now() >= until - WARNING && !dialog) keepsAwake() ? renewQuietly() : ask();
  }

  // A meeting that is written here: at most for a day's work, however long it lies open.
  function keepsAwake() {
    return document.querySelector("[data-keeps-awake]") && Date.now() < opened + LONGEST;
  }

  function renewQuietly() {
    if (Date.now() < tried + PAUSE) return;
    tried = Date.now();
    extend(stay.content.querySelector("form"));
  }

  function ask() {
    dialog = stay.content.firstElementChild.cloneNode(true);
    tellTime(dialog);
    const form = dialog.querySelector("form");
    for (const [target, event] of [[form, "submit"], [dialog, "cancel"]]) {
      target.addEventListener(event, (it) => {
        it.preventDefault();
        extend(form);
      });
    }
    document.body.append(dialog);
    dialog.showModal();
  }

  async function extend(form) {
    const sent = { method: "POST", body: new URLSearchParams(new FormData(form)) };
    const answer = await fetch(form.getAttribute("action"), { ...sent, redirect: "manual" }).catch(() => null);
    if (!answer) return;
    if (answer.status !== 204) return leave();
    renew();
    tabs.postMessage("renewed");
  }

  function leave() {
    document.body.replaceChildren();
    location.replace(stay.dataset.out);
  }

  // The form is still needed while it is sent; the words need not be seen.
  function blank() {
    document.body.hidden = true;
    setTimeout(() => document.body.replaceChildren());
  }

  for (const event of ["click", "submit"]) {
    document.addEventListener(event, (it) => {
      const way = it.target.closest("[data-leaves]");
      if (way && way.tagName === (event === "click" ? "A" : "FORM")) blank();
    });
  }
  document.addEventListener("htmx:after:request", renew);
  tabs.addEventListener("message", renew);
  tabs.postMessage("renewed");
  addEventListener("pageshow", (it) => {
    if (!it.persisted) return;
    document.body.replaceChildren();
    location.reload();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, 1000);
})();
