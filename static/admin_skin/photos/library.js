// The page on which many photos come in: each file with its progress and its fields, words for all, one button.
import "./focal.js";
import "../errors.js";
import { takeDrops, takePastes, upload, words } from "./upload.js";

const zone = document.querySelector("form[data-drop-zone]");
const list = document.querySelector("[data-uploads]");
const form = document.querySelector("[data-rows-form]");
const rows = form.querySelector("[data-rows]");
const said = document.querySelector("[data-upload-said]");
// What a page that comes back with something to put right holds is not saved yet. A new row is: nothing of it is lost.
let isChanged = Boolean(document.querySelector(".errornote"));

const addRow = (html, name) => {
  rows.insertAdjacentHTML("beforeend", html);
  form.hidden = false;
  const legend = rows.lastElementChild.querySelector("legend");
  legend.textContent = name;
  legend.className = "upload-row__name";
  document.dispatchEvent(new CustomEvent("photo-rows"));
};

const take = (files) => upload(files, list, zone.dataset.uploadUrl, (file, outcome, line) => {
  if (outcome.outcome === "added") {
    line.remove();
    addRow(outcome.row, file.name);
  } else if (outcome.outcome === "known") {
    line.show(outcome.row);
  } else {
    line.fail(outcome.message, outcome.outcome === "lost" ? (same) => take([same]) : null);
  }
  said.textContent = `${file.name}: ${outcome.message ?? (outcome.outcome === "known" ? words.knownHere : words.uploaded)}`;
});

// Only where a photo has nothing of its own, as saving does it.
const apply = () => {
  const filled = new Set();
  for (const source of form.querySelectorAll("[name^='all-']")) {
    if (!source.value) continue;
    const name = source.name.replace("all-", "");
    for (const field of rows.querySelectorAll(`[name$='-${name}']`)) {
      if (field.value) continue;
      field.value = source.value;
      filled.add(field.closest("[data-row-of]"));
    }
  }
  if (filled.size) isChanged = true;
  form.querySelector("[data-apply-said]").textContent = filled.size ? `${words.applied} ${filled.size}` : words.appliedNowhere;
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
