//! Knowledge as files. No code: each constant is one embedded table.

/// Number words: units, tens, scales, fractions, ordinals.
pub const NUMBERS: &str = include_str!("numbers/numbers.toml");
/// How a figure is bounded, and what stands in its place.
pub const COUNTS: &str = include_str!("numbers/counts.toml");
/// What is counted, and what is only measured.
pub const UNITS: &str = include_str!("numbers/units.toml");
/// The group a figure is about, by its unit.
pub const WHO: &str = include_str!("numbers/who.toml");

/// Words that keep their full stop, and whether a sentence can end there.
pub const TEXT_ABBREVIATIONS: &str = include_str!("text/abbreviations.toml");
/// Two words written as one.
pub const TEXT_CONTRACTIONS: &str = include_str!("text/contractions.toml");
/// What stays one word though it has a mark inside.
pub const TEXT_JOINS: &str = include_str!("text/joins.toml");
/// Words that show where a sentence begins.
pub const TEXT_OPENERS: &str = include_str!("text/openers.toml");
/// Words that show that a stretch of text is no part of the report.
pub const TEXT_NOISE: &str = include_str!("text/noise.toml");
/// What stands in a dateline besides its places.
pub const TEXT_DATELINES: &str = include_str!("text/datelines.toml");
