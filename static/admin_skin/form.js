// The pages where something is written.
import "./submitting.js";
import "./fields.js";
import "./order.js";
