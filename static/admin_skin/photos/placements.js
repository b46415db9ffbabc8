// The photos of an article: files dropped on it become rows with their fields in place.
import { choosePhoto } from "./dialog.js";
import { languageOf, setPhoto } from "./fields.js";
import { takeDrops, takePastes, upload, words } from "./upload.js";

const group = document.querySelector("[data-placements]");
const zone = group?.querySelector("[data-drop-zone]");

const rowsOf = () => [...group.querySelectorAll(".placement:not(.empty-form)")];
const keyOf = (row) => Number(row.querySelector("input[data-photo]")?.value);
// The box to tick of a saved row; a new one has none.
const markOf = (row) => row.querySelector("h3 input[name$='-DELETE']");
const isOut = (row) => Boolean(markOf(row)?.checked);

// A photo stands in an article once. `found`: the row to which somebody was led who chose its photo again.
const hintAtTwice = (found) => {
  const seen = new Set();
  for (const row of rowsOf().filter((one) => !isOut(one))) {
    const key = keyOf(row);
    row.querySelector("[data-twice]").hidden = row !== found && !(key && seen.has(key));
    seen.add(key);
  }
};

const dress = (row) => {
  const out = isOut(row);
  const name = row.querySelector("[data-photo-name]").textContent.trim();
  const button = row.querySelector(".placement__out");
  button.textContent = out ? words.putBack : words.takeOut;
  button.setAttribute("aria-label", name ? `${button.textContent}: ${name}` : button.textContent);
  row.querySelector(".placement__note").textContent = out ? words.takenOut : "";
  row.classList.toggle("placement--out", out);
};

const mark = (row, out) => {
  markOf(row).checked = out;
  markOf(row).dispatchEvent(new Event("input", { bubbles: true }));
  dress(row);
  hintAtTwice();
};

// A new row is gone at once, a saved one when the article is saved; until then it can be put back.
const takeOut = (row) => {
  if (markOf(row)) {
    mark(row, !isOut(row));
    return;
  }
  const rows = rowsOf();
  const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
  row.querySelector(".inline-deletelink").click();
  hintAtTwice();
  (next?.querySelector(".placement__out") ?? zone.querySelector("[data-placement-choose]")).focus();
};

const equip = (row) => {
  const note = document.createElement("span");
  note.className = "placement__note";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-button placement__out";
  button.addEventListener("click", () => takeOut(row));
  row.querySelector("h3").append(note, button);
  dress(row);
};

// The row of the photo: a new one, unless there is one already. The second of the pair tells which.
const rowFor = async (key) => {
  const there = rowsOf().find((row) => keyOf(row) === Number(key));
  if (there) {
    if (isOut(there)) mark(there, false);
    hintAtTwice(there);
    return [there, true];
  }
  group.querySelector(".add-row a").click();
  const row = rowsOf().at(-1);
  await setPhoto(row.querySelector("[data-photo-chooser]"), key);
  return [row, false];
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
  dress(row);
  hintAtTwice();
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
    const [row, isTwice] = await rowFor(outcome.photo);
    say(`${file.name}: ${isTwice ? words.twice : outcome.outcome === "known" ? words.known : words.added}`);
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
  rowsOf().forEach(equip);
  hintAtTwice();
  document.addEventListener("formset:added", (event) => {
    if (event.target.matches(".placement")) equip(event.target);
  });
  group.addEventListener("photo-chosen", follow);
  zone.querySelector("[data-placement-choose]").addEventListener("click", async () => {
    const key = await choosePhoto(languageOf(group));
    if (!key) return;
    const [row, isTwice] = await rowFor(key);
    if (isTwice) say(words.twice);
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
