//! The weights of the reader, embedded. No code.
