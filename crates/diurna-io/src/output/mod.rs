//! Records → files.
