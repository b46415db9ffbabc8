// One file to the upload door, with progress; and the small things that every place with photos needs.

const KINDS = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff"];

export const words = document.querySelector("#photo-words")?.dataset ?? {};
export const places = document.querySelector("#photo-dialog")?.dataset ?? {};

export const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

export const addressOf = (template, key) => template.replace("/0/", `/${key}/`);

// What the browser can tell without sending anything; the server looks at the file itself.
export const refusalOf = (file) => {
  if (file.size > Number(words.mostBytes)) return words.tooLarge;
  if (file.type && !KINDS.includes(file.type)) return words.noPicture;
  return "";
};

// Resolves to what became of the file: {outcome: "added" | "known" | "refused" | "lost", message, photo, row, ...}.
export const send = (file, url, onProgress) => new Promise((resolve) => {
  const lost = () => resolve({ name: file.name, outcome: "lost", message: words.noNetwork });
  const refusal = refusalOf(file);
  if (refusal) {
    resolve({ name: file.name, outcome: "refused", message: refusal });
    return;
  }
  const request = new XMLHttpRequest();
  request.open("POST", url);
  request.setRequestHeader("X-CSRFToken", token());
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => onProgress?.(event.lengthComputable ? event.loaded / event.total : 0));
  request.addEventListener("load", () => {
    const outcome = request.response?.files?.[0];
    if (outcome) resolve(outcome);
    else lost();
  });
  request.addEventListener("error", lost);
  request.addEventListener("timeout", lost);
  const data = new FormData();
  data.append("files", file, file.name || "photo");
  request.send(data);
});

export const cardOf = async (key, language) => {
  const answer = await fetch(`${addressOf(places.cardUrl, key)}?language=${language}`, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
};

export const filesOf = (transfer) => [...(transfer?.files ?? [])];

// Files dropped on the element, or pasted anywhere but into a text.
export const takeDrops = (element, take) => {
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  element.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    element.classList.add("is-dropping");
  });
  element.addEventListener("dragleave", (event) => {
    if (!element.contains(event.relatedTarget)) element.classList.remove("is-dropping");
  });
  element.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    element.classList.remove("is-dropping");
    take(filesOf(event.dataTransfer));
  });
};

export const takePastes = (take) => {
  document.addEventListener("paste", (event) => {
    const files = filesOf(event.clipboardData);
    if (!files.length || event.defaultPrevented || event.target.closest?.(".cke_wysiwyg_div")) return;
    event.preventDefault();
    take(files);
  });
};

// A line for a file on its way: name, progress, and what went wrong with a way on.
class UploadLine {
  constructor(list, file) {
    this.file = file;
    this.element = document.createElement("li");
    this.element.className = "upload-line";
    const name = document.createElement("span");
    name.className = "upload-line__name";
    name.textContent = file.name;
    this.progress = document.createElement("progress");
    this.progress.max = 1;
    this.progress.value = 0;
    this.progress.setAttribute("aria-label", file.name);
    this.element.append(name, this.progress);
    list.append(this.element);
  }

  advance(share) {
    this.progress.value = share;
    // Received is not yet looked at: from here on nobody knows how far it is.
    if (share >= 1) this.progress.removeAttribute("value");
  }

  // Says what is wrong; `again` sends the same file once more, where that may help.
  fail(message, again) {
    this.progress.remove();
    this.element.classList.add("upload-line--failed");
    const said = document.createElement("span");
    said.className = "upload-line__message";
    said.textContent = message;
    this.element.append(said);
    if (again) this.element.append(this.button(words.retry, () => { this.remove(); again(this.file); }));
    this.element.append(this.button(words.drop, () => this.remove()));
  }

  button(label, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "text-button";
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  remove() {
    this.element.remove();
  }
}

// Each file with a line in the list. Two are sent at a time: enough to keep the network busy, few enough to leave room
// for saving. `settle(file, outcome, line)` hears of them in the order in which they were given.
export const upload = async (files, list, url, settle) => {
  const waiting = files.map((file) => ({ file, line: new UploadLine(list, file) }));
  let before = Promise.resolve();
  const lane = async () => {
    while (waiting.length) {
      const { file, line } = waiting.shift();
      const predecessor = before;
      let pass;
      before = new Promise((resolve) => { pass = resolve; });
      const outcome = await send(file, url, (share) => line.advance(share));
      predecessor.then(() => settle(file, outcome, line)).finally(pass);
    }
  };
  await Promise.all([lane(), lane()]);
  await before;
};
