// Fields that hold a photo: the number is hidden behind the picture and the way into the library.
import { choosePhoto } from "./dialog.js";
import { cardOf, reasonOf, tell, words } from "./upload.js";

const part = (box, name) => box.querySelector(`[data-photo-${name}]`);

// Of the article where it can still change, else of the field, the page, the person.
export const languageOf = (box) =>
  document.querySelector("select#id_language")?.value
  || box.closest("[data-language]")?.dataset.language
  || document.documentElement.lang;

const dress = (box) => {
  const input = box.querySelector("input[data-photo]");
  input.type = "hidden";
  part(box, "choose").hidden = false;
  part(box, "clear").hidden = !input.value;
};

export const showCard = (box, card) => {
  const picture = part(box, "picture");
  picture.hidden = !card?.thumbnail;
  if (card?.thumbnail) picture.src = card.thumbnail;
  part(box, "name").textContent = card?.name ?? "";
  part(box, "credit").textContent = card?.credit ?? "";
  part(box, "problem").textContent = card?.obstacle ?? "";
  part(box, "problem").hidden = !card?.obstacle;
  part(box, "link").hidden = !card;
  if (card) part(box, "link").href = card.url;
  part(box, "choose").textContent = card ? words.another : words.choose;
  part(box, "clear").hidden = !card;
};

export const setPhoto = async (box, key) => {
  const input = box.querySelector("input[data-photo]");
  input.value = key ?? "";
  let card = null;
  let reason = "";
  try {
    if (key) card = await cardOf(key, languageOf(box));
  } catch (error) {
    reason = reasonOf(error);
  }
  showCard(box, card);
  if (reason) {
    tell(part(box, "problem"), reason);
    part(box, "problem").hidden = false;
  }
  input.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new CustomEvent("photo-chosen", { bubbles: true, detail: card }));
};

document.addEventListener("click", async (event) => {
  const box = event.target.closest?.("[data-photo-chooser]");
  if (!box) return;
  if (event.target.closest("[data-photo-choose]")) {
    const key = await choosePhoto(languageOf(box));
    if (key) await setPhoto(box, key);
  } else if (event.target.closest("[data-photo-clear]")) {
    await setPhoto(box, null);
    part(box, "choose").focus();
  }
});

if (words.choose) {
  document.querySelectorAll("[data-photo-chooser]").forEach(dress);
  document.addEventListener("formset:added", (event) => event.target.querySelectorAll("[data-photo-chooser]").forEach(dress));
}
