//! The coder: a report in, its record of claims out.
pub mod resolve;
