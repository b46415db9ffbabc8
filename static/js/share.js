// Sharing without anybody else's code: the device's own sheet where there is one on a touch screen, else the clipboard.

const TOUCH = matchMedia("(pointer: coarse)").matches;

for (const box of document.querySelectorAll("[data-share]")) {
  const button = box.querySelector("button");
  const label = box.querySelector("[data-share-label]");
  const said = box.querySelector("[role=status]");
  const url = new URL(box.dataset.share, document.baseURI).href;
  const title = box.dataset.shareTitle;
  const hasSheet = TOUCH && Boolean(navigator.share);

  const say = (words) => {
    // Emptied first, so that a second press is announced as well.
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = words; });
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      say(said.dataset.copied);
    } catch {
      say(said.dataset.failed);
    }
  };

  const share = async () => {
    try {
      await navigator.share({ title, url });
    } catch (error) {
      if (error.name !== "AbortError") await copy();
    }
  };

  if (hasSheet) label.textContent = label.dataset.shareLabel;
  button.addEventListener("click", hasSheet ? share : copy);
  box.hidden = false;
}
