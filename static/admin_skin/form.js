// The pages where something is written.
import "./submitting.js";
import "./fields.js";
import "./order.js";
import "./photos/fields.js";
import "./photos/placements.js";

// A page that comes back with something to put right starts with that.
const note = document.querySelector(".errornote");
if (note) {
  note.tabIndex = -1;
  note.focus();
}
