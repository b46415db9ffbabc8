// The pages where something is written.
import "./submitting.js";
import "./fields.js";
import "./order.js";
import "./mentions.js";
import "./photos/fields.js";
import "./photos/placements.js";
import "./errors.js";
