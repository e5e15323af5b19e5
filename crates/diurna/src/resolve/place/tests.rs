//! Pages: a text, and the places that must come out.
