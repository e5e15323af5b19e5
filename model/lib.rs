//! The weights of the reader, as bytes: two graphs, the word pieces, and the names of what the graphs' numbers mean.
//!
//! In: nothing. Out: the files of this folder. It holds no code; `CARD.md` says what they were trained on.

/// One window of words in, every head's scores out: an ONNX graph with 8-bit weights.
pub static READER: &[u8] = include_bytes!("reader.onnx");

/// The two ends of an arc in, the scores of its names out: an ONNX graph.
pub static RELATIONS: &[u8] = include_bytes!("relations.onnx");

/// The word pieces, one a line, in the order of their numbers.
pub const VOCABULARY: &str = include_str!("vocab.txt");

/// What every column of the heads' scores stands for, as JSON.
pub const LABELS: &str = include_str!("labels.json");

/// Forms of the treebanks with their part of speech and lemma, a line each.
pub const LEMMAS: &str = include_str!("lemmas.tsv");

/// Which weights these are, for the `made` of a record.
pub const VERSION: &str = "2026-11-24";
