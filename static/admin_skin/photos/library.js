// The page on which many photos come in: each file with its progress and its fields, words for all, one button.
import "./focal.js";
import { takeDrops, takePastes, upload, words } from "./upload.js";

const zone = document.querySelector("form[data-drop-zone]");
const list = document.querySelector("[data-uploads]");
const form = document.querySelector("[data-rows-form]");
const rows = form.querySelector("[data-rows]");
const said = document.querySelector("[data-upload-said]");
let isChanged = false;

const addRow = (html) => {
  rows.insertAdjacentHTML("beforeend", html);
  form.hidden = false;
  isChanged = true;
  document.dispatchEvent(new CustomEvent("photo-rows"));
  return rows.lastElementChild;
};

const take = (files) => upload(files, list, zone.dataset.uploadUrl, (file, outcome, line) => {
  if (outcome.outcome === "added") {
    line.remove();
    addRow(outcome.row);
  } else if (outcome.outcome === "known") {
    line.element.innerHTML = outcome.row;
  } else {
    line.fail(outcome.message, outcome.outcome === "lost" ? (same) => take([same]) : null);
  }
  said.textContent = `${file.name}: ${outcome.message ?? (outcome.outcome === "known" ? words.knownHere : words.uploaded)}`;
});

const apply = () => {
  for (const source of form.querySelectorAll("[name^='all-']")) {
    if (!source.value) continue;
    const name = source.name.replace("all-", "");
    rows.querySelectorAll(`[name$='-${name}']`).forEach((field) => { field.value = source.value; });
  }
};

zone.querySelector("[data-with-script]").hidden = false;
zone.querySelector("[data-without-script]").hidden = true;
zone.classList.add("is-live");
zone.querySelector("[data-files]").addEventListener("change", (event) => {
  take([...event.target.files]);
  event.target.value = "";
});
zone.addEventListener("submit", (event) => event.preventDefault());
takeDrops(document.body, take);
takePastes(take);

form.querySelector("[data-apply]").hidden = false;
form.querySelector("[data-apply]").addEventListener("click", apply);
form.addEventListener("input", () => { isChanged = true; });
form.addEventListener("submit", () => { isChanged = false; });
addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || form.hidden) return;
  if (event.key.toLowerCase() === "s" || event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  }
});
const wrong = document.querySelector(".errornote");
if (wrong) {
  wrong.tabIndex = -1;
  wrong.focus();
}
