// select2 draws its own box over a <select>: without the name that the field's label gives, and with a button inside a list.

const set = (element, attribute, value) => {
  if (element && element.getAttribute(attribute) !== value) element.setAttribute(attribute, value);
};

const repair = (select) => {
  const box = select.nextElementSibling;
  const label = (select.labels?.[0]?.textContent ?? select.getAttribute("aria-label") ?? "").trim().replace(/:$/, "");
  if (!box || !label) return;
  set(box.querySelector("[role=combobox]"), "aria-label", label);
  set(box.querySelector("[role=textbox]"), "aria-label", label);
  set(box.querySelector(".select2-search__field"), "aria-label", label);
  for (const part of box.querySelectorAll("ul.select2-selection__rendered, ul.select2-selection__rendered > li")) {
    set(part, "role", "presentation");
  }
};

const repairAll = () => {
  document.querySelectorAll("select.select2-hidden-accessible").forEach(repair);
  // The box that drops down lies at the end of the page and names nothing of what it searches.
  const open = document.querySelector(".select2-container--open [role=combobox]");
  set(document.querySelector(".select2-dropdown .select2-search__field"), "aria-label", open?.getAttribute("aria-label") ?? "");
};

new MutationObserver(repairAll).observe(document.body, { childList: true, subtree: true });
repairAll();
