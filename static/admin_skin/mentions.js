// "@" in a comment offers the people it can call: arrow keys choose, Enter or Tab takes, Escape leaves it.

const TYPED = /(^|[^\w@.+-])@([\w.+-]*)$/;
const MOST = 6;

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

class Mentions {
  constructor(field) {
    this.field = field;
    this.people = [...document.getElementById(field.dataset.mentions).children].map((item) => ({
      name: item.dataset.name,
      words: plain(`${item.dataset.name} ${item.textContent}`),
      label: item.textContent,
    }));
    this.list = document.createElement("ul");
    this.list.id = `${field.id}_people`;
    this.list.className = "mentions";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", field.dataset.mentionsLabel);
    this.list.hidden = true;
    field.after(this.list);
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.offer());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.take(option);
    });
  }

  offer() {
    const typed = TYPED.exec(this.field.value.slice(0, this.field.selectionStart));
    const found = typed ? this.people.filter((one) => one.words.includes(plain(typed[2]))).slice(0, MOST) : [];
    this.list.replaceChildren(...found.map((one, number) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}_${number}`;
      option.setAttribute("role", "option");
      option.dataset.name = one.name;
      option.textContent = `${one.label} (@${one.name})`;
      return option;
    }));
    this.list.hidden = !found.length;
    this.mark(this.list.firstElementChild);
  }

  mark(option) {
    for (const one of this.list.children) one.setAttribute("aria-selected", String(one === option));
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
    this.marked = option;
  }

  key(event) {
    if (this.list.hidden || event.ctrlKey || event.metaKey) return;
    const neighbour = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (neighbour) this.mark(this.marked[neighbour] ?? this.marked);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.marked);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(option) {
    const end = this.field.selectionStart;
    const start = this.field.value.slice(0, end).lastIndexOf("@");
    this.field.setRangeText(`@${option.dataset.name} `, start, end, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.mark(null);
  }
}

document.querySelectorAll("textarea[data-mentions]").forEach((field) => new Mentions(field));
