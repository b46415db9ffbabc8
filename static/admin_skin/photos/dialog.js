// The dialog in which a photo is chosen: thumbnails, search, upload, and the words that a chosen photo still lacks.
import "./focal.js";
import { addressOf, cardOf, places, reasonOf, refusalOf, request, send, tell, words } from "./upload.js";

const template = document.querySelector("#photo-dialog");

class PhotoDialog {
  constructor() {
    this.dialog = template.content.firstElementChild.cloneNode(true);
    document.body.append(this.dialog);
    this.part = (name) => this.dialog.querySelector(`[${name}]`);
    this.step = (name) => this.dialog.querySelector(`[data-step=${name}]`);
    this.part("data-close").addEventListener("click", () => this.dialog.close());
    this.part("data-search").addEventListener("submit", (event) => { event.preventDefault(); this.look(1); });
    this.part("data-search").addEventListener("change", (event) => {
      if (event.target.name === "shelf") this.look(1);
    });
    this.part("data-shelf").addEventListener("click", (event) => this.pick(event));
    this.part("data-shelf").addEventListener("keydown", (event) => this.walk(event));
    this.part("data-upload")?.addEventListener("change", (event) => this.upload(event.target));
    this.step("describe").addEventListener("submit", (event) => { event.preventDefault(); this.save(); });
    this.part("data-as-it-is").addEventListener("click", () => this.done(this.chosen));
    this.part("data-back").addEventListener("click", () => this.show("shelf"));
    this.dialog.addEventListener("close", () => this.resolve?.(null));
  }

  open(language) {
    this.language = language;
    return new Promise((resolve) => {
      const opener = document.activeElement;
      this.resolve = (key) => {
        this.resolve = null;
        opener?.focus?.();
        resolve(key);
      };
      this.show("shelf");
      this.dialog.showModal();
      this.look(1);
      this.dialog.querySelector("[type=search]").focus();
    });
  }

  done(key) {
    this.resolve?.(key);
    this.dialog.close();
  }

  show(step) {
    this.step("shelf").hidden = step !== "shelf";
    this.step("describe").hidden = step !== "describe";
    this.say("");
  }

  say(text) {
    tell(this.part("data-said"), text);
  }

  async look(page) {
    const form = new FormData(this.part("data-search"));
    const query = new URLSearchParams({ q: form.get("q"), shelf: form.get("shelf"), page, language: this.language });
    this.say(words.loading);
    // Answers may overtake each other: only the last question counts.
    this.asked?.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const shelf = await (await request(`${places.chooseUrl}?${query}`, { signal })).text();
      if (signal.aborted) return;
      this.part("data-shelf").innerHTML = shelf;
      // Something else may have been said meanwhile, about a file on its way.
      if (this.part("data-said").textContent === words.loading) this.say("");
    } catch (error) {
      if (!signal.aborted) this.say(reasonOf(error));
    }
  }

  async pick(event) {
    const page = event.target.closest("[data-page]");
    if (page) {
      await this.look(page.dataset.page);
      this.part("data-shelf").querySelector("button")?.focus();
    }
    const tile = event.target.closest("[data-photo-key]");
    if (tile) await this.choose(tile.dataset.photoKey);
  }

  // Arrow keys lead from thumbnail to thumbnail; up and down by the row.
  walk(event) {
    const tiles = [...this.part("data-shelf").querySelectorAll("[data-photo-key]")];
    const here = tiles.indexOf(document.activeElement);
    if (here < 0) return;
    const top = tiles[0].getBoundingClientRect().top;
    const across = tiles.filter((tile) => Math.abs(tile.getBoundingClientRect().top - top) < 5).length;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[event.key];
    if (!step || !tiles[here + step]) return;
    event.preventDefault();
    tiles[here + step].focus();
  }

  // A photo that has all its words is taken at once; for another one they are asked for right here.
  async choose(key, news = "") {
    let card;
    try {
      card = await cardOf(key, this.language);
    } catch (error) {
      this.say(reasonOf(error));
      return;
    }
    const lacks = card.needsAlt && card.needsCredit ? words.lacksBoth
      : card.needsAlt ? words.lacksAlt
      : card.needsCredit ? words.lacksCredit : "";
    if (lacks && card.mayChange) await this.ask(key, `${news} ${lacks}`.trim());
    else this.done(card.id);
  }

  async ask(key, advice) {
    let row;
    try {
      ({ row } = await (await request(addressOf(places.describeUrl, key))).json());
    } catch (error) {
      this.say(reasonOf(error));
      return;
    }
    this.chosen = Number(key);
    this.show("describe");
    this.part("data-advice").textContent = advice;
    this.fill(row);
  }

  fill(row) {
    const place = this.part("data-row");
    place.innerHTML = row;
    place.dispatchEvent(new CustomEvent("photo-rows", { bubbles: true }));
    const field = (name) => place.querySelector(`[name$=-${name}]`);
    const alt = field(`alt_${this.language}`);
    const isCredited = field("photographer")?.value || field("credit_organisation")?.value;
    const isDescribed = alt?.value || field("is_decorative")?.checked;
    const first = place.querySelector(".errors :is(input, textarea, select)")
      ?? (isDescribed && !isCredited ? field("photographer") : alt);
    first?.focus();
  }

  async save() {
    const data = new FormData(this.step("describe"));
    try {
      const answer = await request(addressOf(places.describeUrl, this.chosen), { method: "POST", body: data });
      const outcome = await answer.json();
      if (outcome.isSaved) this.done(this.chosen);
      else this.fill(outcome.row);
    } catch (error) {
      this.say(reasonOf(error));
    }
  }

  async upload(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    const refusal = refusalOf(file);
    if (refusal) {
      this.say(`${file.name}: ${refusal}`);
      return;
    }
    this.say(words.uploading);
    await this.take(await send(file, words.uploadUrl));
  }

  async take(outcome) {
    if (outcome.outcome === "added") await this.ask(outcome.photo, words.uploaded);
    else if (outcome.outcome === "known" && outcome.isUsable) await this.choose(outcome.photo, words.known);
    else if (outcome.outcome === "known") this.say(words.notAgain);
    else this.say(`${outcome.name}: ${outcome.message}`);
  }
}

let dialog;

// Resolves to the key of the chosen photo, or to null where nobody chose one.
export const choosePhoto = (language) => {
  dialog ??= new PhotoDialog();
  return dialog.open(language);
};

// For scripts that are no modules (the rich-text editor's): answers by calling `done`.
document.addEventListener("choose-photo", async (event) => {
  event.detail.done(await choosePhoto(event.detail.language));
});

// A file that was dropped into the text goes through the same dialog, after its upload.
document.addEventListener("take-photo", async (event) => {
  if (!words.uploadUrl) {  // Who may not add photos chooses one.
    event.detail.done(await choosePhoto(event.detail.language));
    return;
  }
  dialog ??= new PhotoDialog();
  const chosen = dialog.open(event.detail.language);
  dialog.say(words.uploading);
  await dialog.take(await send(event.detail.file, words.uploadUrl));
  event.detail.done(await chosen);
});
