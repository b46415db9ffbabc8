// What helps while typing: a counter where length matters, the address that a title will get, the way to a field.

for (const field of document.querySelectorAll("[data-counter]")) {
  const counter = document.createElement("p");
  counter.className = "counter";
  const advice = Number(field.dataset.counter);
  const say = () => {
    const length = [...field.value].length;
    counter.textContent = `${length} / ${advice}`;
    counter.classList.toggle("counter-over", length > advice);
  };
  field.after(counter);
  field.addEventListener("input", say);
  say();
}

for (const field of document.querySelectorAll("textarea[data-single-line]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
  });
}

// Letters that Unicode does not take apart into a base and an accent.
const LETTERS = { æ: "ae", ø: "o", ß: "ss", ð: "d", þ: "th", đ: "d", ł: "l" };

const slugOf = (title) =>
  title
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[æøßðþđł]/g, (letter) => LETTERS[letter])
    .replace(/[^a-z0-9\s_-]/g, "")
    .trim()
    .replace(/[\s_-]+/g, "-")
    .slice(0, 120);

const slug = document.querySelector("[data-slug-of]");
const source = slug && document.querySelector(slug.dataset.slugOf);
if (slug && source) {
  // Only shown, not filled in: the server makes the address, and numbers it where another item has it.
  const show = () => { slug.placeholder = slugOf(source.value); };
  source.addEventListener("input", show);
  show();
}

// Links to a field open what it is folded away in, and lead into the editor where that covers the field.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#id_'], a[href$='-group']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  const editor = window.CKEDITOR?.instances[target.id];
  if (editor) {
    editor.focus();
    target.parentElement.scrollIntoView({ block: "center" });
    return;
  }
  const field = target.matches("input, select, textarea") ? target : target.querySelector("input:not([type=hidden]), .add-row a, a");
  target.scrollIntoView({ block: target.matches("input, textarea, select") ? "center" : "start" });
  field?.focus({ preventScroll: true });
});
