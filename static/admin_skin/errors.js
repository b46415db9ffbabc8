// A page that comes back with something to put right starts with that.
const note = document.querySelector(".errornote");
if (note) {
  note.tabIndex = -1;
  note.focus();
}
