// select2 draws its own box over a <select> and leaves it without the name that the field's label gives.

const name = (select) => {
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  const label = select.labels?.[0]?.textContent ?? select.getAttribute("aria-label") ?? "";
  if (box && label) box.setAttribute("aria-label", label.trim().replace(/:$/, ""));
};

const nameAll = (part) => part.querySelectorAll("select.select2-hidden-accessible").forEach(name);

new MutationObserver(() => nameAll(document)).observe(document.body, { childList: true, subtree: true });
nameAll(document);
