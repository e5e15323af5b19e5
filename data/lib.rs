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

/// How much speaks for two claims of a report being about one happening.
pub const TEXT_EVENTS: &str = include_str!("text/events.toml");

/// Time words: months, units, parts of a day, and the small words that join them.
pub const TIME_WORDS: &str = include_str!("time/words.toml");
/// Clock names and their minutes from UTC.
pub const TIME_ZONES: &str = include_str!("time/zones.toml");
/// Days with a name, fixed and moving.
pub const HOLIDAYS: &str = include_str!("time/holidays.toml");
/// Words that tell whether a sentence looks back or ahead.
pub const TENSE: &str = include_str!("time/tense.toml");

/// All places with their names: built by `cargo xtask gazetteer`, read in place.
pub static PLACES_GAZETTEER: &[u8] = include_bytes!("places/gazetteer.bin");
/// Words of a place phrase that are not the name.
pub const PLACES_WORDS: &str = include_str!("places/words.toml");
/// Words that are places only by accident.
pub const PLACES_STOP: &str = include_str!("places/stop.toml");
/// How much each sign weighs for one of the places of a name.
pub const PLACES_RANK: &str = include_str!("places/rank.toml");
/// Areas whose country is in dispute, with dates.
pub const PLACES_DISPUTED: &str = include_str!("places/disputed.toml");

/// Words that mark a saying, by the stance they tell.
pub const SPEECH_CUES: &str = include_str!("speech/cues.toml");
/// Pronouns with their person, number and gender.
pub const SPEECH_PRONOUNS: &str = include_str!("speech/pronouns.toml");
/// How much each tie between a pronoun and a phrase before it weighs.
pub const SPEECH_SALIENCE: &str = include_str!("speech/salience.toml");
/// What opens words of the report beside a saying.
pub const SPEECH_ASIDES: &str = include_str!("speech/asides.toml");
/// What opens a condition.
pub const SPEECH_CONDITIONS: &str = include_str!("speech/condition.toml");
/// Words that say how real a happening is.
pub const SPEECH_ACTUALITY: &str = include_str!("speech/actuality.toml");
/// Words that the putting together of reports looks at.
pub const FUSE_WORDS: &str = include_str!("fuse/words.toml");
/// Which kinds can tell of one happening, and which cannot both be right.
pub const FUSE_KIN: &str = include_str!("fuse/kin.toml");
/// Words by which speakers judge what a happening was.
pub const FUSE_JUDGEMENTS: &str = include_str!("fuse/judgements.toml");
/// Figures that a policy gives to words that tell no number.
pub const FUSE_POLICIES: &str = include_str!("fuse/policies.toml");
/// How much each likeness of two happenings weighs, and the thresholds.
pub const FUSE_LIKENESS: &str = include_str!("fuse/likeness.toml");
/// Codes of what is only said, by stance and actuality.
pub const SPEECH_CODES: &str = include_str!("speech/codes.toml");
/// ACLED's sub-event types under the names of CASE-2021, and the rules of rows in ACLED's shape.
pub const CODES_ACLED: &str = include_str!("codes/acled.toml");
/// The rules of rows in the shape of UCDP's georeferenced events.
pub const CODES_UCDP: &str = include_str!("codes/ucdp.toml");
/// CAMEO's quads, Goldstein's scale, and sectors under CAMEO's codes.
pub const CODES_CAMEO: &str = include_str!("codes/cameo.toml");
/// PLOVER's quads and scores.
pub const CODES_PLOVER: &str = include_str!("codes/plover.toml");
/// States as the schemes of the field number and group them.
pub const CODES_STATES: &str = include_str!("codes/states.toml");
/// What the places of a sentence's tree mean to a pattern.
pub const SPEECH_TREE: &str = include_str!("speech/tree.toml");

include!(concat!(env!("OUT_DIR"), "/folders.rs"));

/// Which tables these are, for the `made` of a record.
pub const VERSION: &str = "2026-11-24";
