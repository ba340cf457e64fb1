// Adds a button that shows what is typed. A field that is sent hides it again first, so
// that the browser does not keep it among the words it offers.
(() => {
  "use strict";
  const words = document.currentScript.dataset;

  for (const field of document.querySelectorAll("input[type=password][name]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-link show-passphrase";
    button.setAttribute("aria-controls", field.id);

    const show = (shown) => {
      field.type = shown ? "text" : "password";
      button.textContent = shown ? words.hide : words.show;
    };
    button.addEventListener("click", () => show(field.type === "password"));
    field.form.addEventListener("submit", () => show(false));
    show(false);
    field.after(button);
  }
})();
