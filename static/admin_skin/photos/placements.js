// The photos of an article: files dropped on it become rows with their fields in place.
import { choosePhoto } from "./dialog.js";
import { languageOf, setPhoto } from "./fields.js";
import { takeDrops, takePastes, upload, words } from "./upload.js";

const group = document.querySelector("[data-placements]");
const zone = group?.querySelector("[data-drop-zone]");

const rowsOf = () => [...group.querySelectorAll(".placement:not(.empty-form)")];

const addRow = async (key) => {
  group.querySelector(".add-row a").click();
  const row = rowsOf().at(-1);
  await setPhoto(row.querySelector("[data-photo-chooser]"), key);
  return row;
};

const suggest = (field, text) => {
  if (!field || field.value || !text) return;
  field.value = text;
  const note = document.createElement("p");
  note.className = "help was-read";
  note.textContent = words.read;
  field.after(note);
};

// What the library says of the chosen photo, and which of its words are still missing.
const follow = (event) => {
  const row = event.target.closest(".placement");
  const card = event.detail;
  if (!row) return;
  for (const name of ["alt", "caption"]) {
    const hint = row.querySelector(`[data-library=${name}]`);
    hint.hidden = !card?.[name];
    hint.querySelector("[data-library-text]").textContent = card?.[name] ?? "";
  }
  row.querySelector("[data-credit-fields]").hidden = !card?.needsCredit;
  for (const [name, text] of Object.entries(card?.suggested ?? {})) suggest(row.querySelector(`[name$="-${name}"]`), text);
};

const say = (text) => { group.querySelector("[data-upload-said]").textContent = text; };

// To its first field, unless somebody is writing in another one already.
const goTo = (row) => {
  if (!document.activeElement?.matches("textarea, input:not([type=file]), select")) row.querySelector("textarea")?.focus();
};

const list = zone?.querySelector("[data-uploads]");

const take = (files) => upload(files, list, words.uploadUrl, async (file, outcome, line) => {
  if (outcome.outcome === "added" || (outcome.outcome === "known" && outcome.isUsable)) {
    line.remove();
    const row = await addRow(outcome.photo);
    say(`${file.name}: ${outcome.outcome === "known" ? words.known : words.added}`);
    goTo(row);
  } else {
    const message = outcome.outcome === "known" ? words.notAgain : outcome.message;
    line.fail(message, outcome.outcome === "lost" ? (same) => take([same]) : null);
    say(`${file.name}: ${message}`);
  }
});

if (zone && words.choose) {
  zone.hidden = false;
  group.classList.add("has-drop-zone");
  group.addEventListener("photo-chosen", follow);
  zone.querySelector("[data-placement-choose]").addEventListener("click", async () => {
    const key = await choosePhoto(languageOf(group));
    if (!key) return;
    const row = await addRow(key);
    row.querySelector("textarea")?.focus();
  });
  if (words.uploadUrl) {
    takeDrops(group, take);
    takePastes(take);
    zone.querySelector("[data-files]").addEventListener("change", (event) => {
      take([...event.target.files]);
      event.target.value = "";
    });
  }
}
