// On every page of the back office.
import "./labels.js";
