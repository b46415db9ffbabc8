// On every page of the back office.

// Django names neither the search box of a list nor some of its tools for who cannot see them; see labels.js.
import "./labels.js";
