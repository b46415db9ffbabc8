// One file to the upload door, with progress; and the small things that every place with photos needs.

const KINDS = ["image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff"];

export const words = document.querySelector("#photo-words")?.dataset ?? {};
export const places = document.querySelector("#photo-dialog")?.dataset ?? {};

const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// Why the server did not do it, in a sentence.
class Unanswered extends Error {}

export const reasonOf = (error) => (error instanceof Unanswered ? error.message : words.noNetwork);

// Into a place for messages; with the way to the sign-in page where that is what is needed.
export const tell = (place, message) => {
  place.textContent = message;
  if (!message?.endsWith(words.signedOut)) return;
  const link = document.createElement("a");
  link.href = places.signInUrl;
  link.target = "_blank";
  link.textContent = words.signIn;
  place.append(" ", link);
};

// Who is not signed in any more is sent on to the page for that, whatever was asked for.
const isSignIn = (address) => new URL(address, location.href).pathname === places.signInUrl;

// Signing in again, in another tab, ends the validity of the token that the forms of this page hold. Scripts may not
// read the cookie with the new one, but every page for staff has it.
const renewToken = async () => {
  const answer = await fetch(places.signInUrl);
  if (isSignIn(answer.url)) throw new Unanswered(words.signedOut);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!fresh) throw new Unanswered(words.failed);
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = fresh; });
};

// `attempt` sends something and resolves to an object with `status` and `url`. Once more, where only the token was old.
const answerTo = async (attempt) => {
  let answer = await attempt();
  if (answer.status === 403) {
    await renewToken();
    answer = await attempt();
  }
  if (isSignIn(answer.url)) throw new Unanswered(words.signedOut);
  if (answer.status >= 400) throw new Unanswered(words.failed);
  return answer;
};

// `fetch`, which throws for every answer that is none.
export const request = (url, options = {}) => answerTo(() => fetch(url, { ...options, headers: { "X-CSRFToken": token() } }));

export const addressOf = (template, key) => template.replace("/0/", `/${key}/`);

// What the browser can tell without sending anything; the server looks at the file itself.
export const refusalOf = (file) => {
  if (file.size > Number(words.mostBytes)) return words.tooLarge;
  if (file.type && !KINDS.includes(file.type)) return words.noPicture;
  return "";
};

// The only kind of request that tells how far it is.
const post = (file, url, onProgress) => new Promise((resolve, reject) => {
  const sent = new XMLHttpRequest();
  sent.open("POST", url);
  sent.setRequestHeader("X-CSRFToken", token());
  sent.responseType = "json";
  sent.upload.addEventListener("progress", (event) => onProgress?.(event.lengthComputable ? event.loaded / event.total : 0));
  sent.addEventListener("load", () => resolve({ status: sent.status, url: sent.responseURL, body: sent.response }));
  sent.addEventListener("error", reject);
  sent.addEventListener("timeout", reject);
  const data = new FormData();
  data.append("files", file, file.name || "photo");
  sent.send(data);
});

// Resolves to what became of the file: {outcome: "added" | "known" | "refused" | "lost", message, photo, row, ...}.
export const send = async (file, url, onProgress) => {
  const refusal = refusalOf(file);
  if (refusal) return { name: file.name, outcome: "refused", message: refusal };
  try {
    const { body } = await answerTo(() => post(file, url, onProgress));
    return body?.files?.[0] ?? { name: file.name, outcome: "lost", message: words.failed };
  } catch (error) {
    return { name: file.name, outcome: "lost", message: reasonOf(error) };
  }
};

// What is known of a photo. Throws where the server does not say.
export const cardOf = async (key, language) =>
  (await request(`${addressOf(places.cardUrl, key)}?language=${language}`)).json();

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
    tell(said, message);
    this.element.append(said);
    if (again) this.element.append(this.button(words.retry, () => { this.leave(); again(this.file); }));
    this.element.append(this.button(words.drop, () => this.leave()));
  }

  // Shows what stands in the library instead.
  show(html) {
    this.progress.remove();
    this.element.insertAdjacentHTML("beforeend", html);
    this.element.append(this.button(words.drop, () => this.leave()));
  }

  button(label, act) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "text-button";
    element.textContent = label;
    element.setAttribute("aria-label", `${label}: ${this.file.name}`);
    element.addEventListener("click", act);
    return element;
  }

  remove() {
    this.element.remove();
  }

  // The button that was pressed goes with its line: the next one is at hand, or the way to other files.
  leave() {
    const beside = this.element.nextElementSibling ?? this.element.previousElementSibling;
    const next = beside?.querySelector("button") ?? document.querySelector("[data-files]");
    this.remove();
    next?.focus();
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
