// Rows in an order: buttons that move them, and numbers that follow.

const words = document.querySelector("[data-order-words]").dataset;

const rowsOf = (group) => [...group.querySelectorAll(".inline-related:not(.tabular), tr.form-row")].filter(
  (row) => row.querySelector("input[name$='-position']") && !row.classList.contains("empty-form"),
);

const FILLED = "select, input[data-photo], input[type=text]";
const isUsed = (row) => [...row.querySelectorAll(FILLED)].some((field) => field.value);

const number = (group) => rowsOf(group).forEach((row, index) => {
  const position = row.querySelector("input[name$='-position']");
  // A row that nobody filled in stays as it came, so that the server sees it is empty.
  if (isUsed(row)) position.value = index + 1;
});

const move = (row, step) => {
  const group = row.closest(".inline-group");
  const rows = rowsOf(group);
  const other = rows[rows.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  number(group);
  row.closest("form").dispatchEvent(new Event("input"));
};

const button = (row, step, label, sign) => {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "move";
  element.textContent = sign;
  element.setAttribute("aria-label", label);
  element.title = label;
  element.addEventListener("click", () => {
    move(row, step);
    element.focus();
  });
  return element;
};

const equip = (row) => {
  const position = row.querySelector("input[name$='-position']");
  if (!position || row.querySelector(".moves")) return;
  const moves = document.createElement("span");
  moves.className = "moves";
  moves.append(button(row, -1, words.up, "↑"), button(row, 1, words.down, "↓"));
  position.hidden = true;
  position.after(moves);
};

for (const group of document.querySelectorAll(".inline-group")) {
  rowsOf(group).forEach(equip);
  group.closest("form").addEventListener("submit", () => number(group));
}
document.addEventListener("formset:added", (event) => equip(event.target));
