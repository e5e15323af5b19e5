//! Reports in, records out: the only disk
