// Keys for the buttons, one press at a time, and no leaving with unsaved words.

const form = document.querySelector("#content-main > form");
const main = form?.querySelector("[data-main]");
const stay = form?.querySelector("[name=_continue]");
let isSent = false;
let isChanged = false;

const press = (button) => {
  // The rich-text editor writes into its field when the form is submitted; requestSubmit lets it.
  if (button && !isSent) form.requestSubmit(button);
};

if (form) {
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key.toLowerCase() === "s" && !event.shiftKey && stay) {
      event.preventDefault();
      press(stay);
    } else if (event.key === "Enter" && main) {
      event.preventDefault();
      press(main);
    }
  });

  form.addEventListener("submit", (event) => {
    if (isSent) {
      event.preventDefault();
      return;
    }
    // The browser sends a half-typed time as none, and none means at once.
    const unfinished = form.querySelector("input[type=datetime-local]:invalid");
    if (unfinished?.validity.badInput) {
      event.preventDefault();
      unfinished.reportValidity();
      return;
    }
    isSent = true;
    form.setAttribute("aria-busy", "true");
  });
  // Back from the next page, the same form can be sent again.
  addEventListener("pageshow", () => {
    isSent = false;
    form.removeAttribute("aria-busy");
  });

  form.addEventListener("input", () => { isChanged = true; });
  const editorChanged = () => Object.values(window.CKEDITOR?.instances ?? {}).some((editor) => editor.checkDirty());
  addEventListener("beforeunload", (event) => {
    if (!isSent && (isChanged || editorChanged())) event.preventDefault();
  });

  // With a time in "Goes public" the main button says what it then does.
  const when = form.querySelector("[name=live_from]");
  if (main && when && main.dataset.later) {
    const now = main.textContent;
    const say = () => { main.textContent = when.value ? main.dataset.later : now; };
    when.addEventListener("input", say);
    say();
  }
}
