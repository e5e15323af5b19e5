//! Knowledge as files. No code: each constant is one embedded table.
