//! The reading: what the model sees in one document.
//!
//! In: what the heads found. Out: plain data for the coder, in the document's own tokens and spans. A reading holds chances, never
//! decisions about claims; it resolves no name, time or place.

use crate::terms::{LinkKind, MentionKind, Pos, Role};
use diurna_record::{Actuality, Kind, Stance};
use diurna_text::{Part, Span};
use std::ops::Range;

/// What the model sees in one document.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Reading {
    /// The document's tokens, one for one, with their grammar.
    pub tokens: Vec<Word>,
    /// The final sentences; together they hold every token once, in order.
    pub sentences: Vec<ReadSentence>,
    /// Names and nouns, in order of their heads.
    pub mentions: Vec<Mention>,
    /// Who is told to say what, in order.
    pub speech: Vec<Speech>,
    /// Words that may be anchors of claims, in order, tolls among them; the unlikely ones too, for the coder to weigh.
    pub happenings: Vec<Happening>,
    /// What came near to being a happening and was left out, in order.
    pub doubts: Vec<Doubt>,
    /// For every token, how sure it is that what the word tells was so: from 3, it was, to -3, it was not (the scale of UDS-IH2);
    /// 0 in what stands around the report.
    pub factuality: Vec<f32>,
}

/// One token with its grammar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// Where it stands.
    pub at: Span,
    /// Its dictionary form.
    pub lemma: String,
    /// Its part of speech.
    pub pos: Pos,
    /// Its governor among the reading's tokens; `None` for the root of a sentence.
    pub head: Option<usize>,
    /// The name of the arc to its governor: "nsubj", "acl:relcl", "root".
    pub dep: &'static str,
}

/// One final sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadSentence {
    /// Where it stands, from its first token to its last.
    pub at: Span,
    /// What it is for.
    pub part: Part,
    /// Which tokens are in it.
    pub tokens: Range<usize>,
}

/// A name, a noun or a pronoun that stands for somebody or something.
#[derive(Clone, PartialEq, Debug)]
pub struct Mention {
    /// Its words, without relative clauses and appositions.
    pub at: Span,
    /// Its first token and the one after its last.
    pub tokens: Range<usize>,
    /// The token that names it: "ministry" of "the foreign ministry".
    pub head: usize,
    /// What it stands for.
    pub kind: MentionKind,
    /// How sure the kind is.
    pub chance: f32,
}

/// One saying: somebody, a word of saying, what is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speech {
    /// Who says it: "a military spokesman".
    pub source: Option<Span>,
    /// The words that mark it: "said", "according to".
    pub cue: Option<Span>,
    /// The first token of the cue.
    pub cue_first: Option<usize>,
    /// What is said, in one or more stretches.
    pub content: Vec<Span>,
    /// Whether all of what is said stands in quotation marks.
    pub quoted: bool,
}

/// One anchor of a claim with everything the heads say about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Happening {
    /// The words that name it; of a toll, the words of the count.
    pub anchor: Span,
    /// The first token of the anchor.
    pub first: usize,
    /// What kind it is.
    pub kind: Kind,
    /// Whether it is of the toll layer.
    pub toll: bool,
    /// How sure it is that this is an anchor of this kind.
    pub chance: f32,
    /// How sure it is that this is no anchor at all.
    pub none: f32,
    /// The likeliest kinds with their chances, this one first, at most three.
    pub kinds: Vec<(Kind, f32)>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// How real it is.
    pub actuality: Actuality,
    /// Whether it is history before the story of the report.
    pub background: bool,
    /// Who and what plays which part, by role, then by place.
    pub roles: Vec<RoleSpan>,
    /// Other happenings it belongs to, also unlikely ones.
    pub links: Vec<Link>,
}

/// The least lead of an anchor that is likely by the model alone, in nats: silver claims are sparser than a reader's.
pub const LIKELY: f32 = -1.25;

/// How far a kind's chance leads the chance of no anchor, in nats.
pub fn lead(kind: f32, none: f32) -> f32 {
    (kind.max(f32::MIN_POSITIVE) / none.max(f32::MIN_POSITIVE)).ln()
}

impl Happening {
    /// Whether the model alone takes it for an anchor.
    pub fn is_likely(&self) -> bool {
        lead(self.chance, self.none) > LIKELY
    }
}

/// Words that play a part in a happening.
#[derive(Clone, PartialEq, Debug)]
pub struct RoleSpan {
    /// The part they play.
    pub role: Role,
    /// Where they stand.
    pub at: Span,
    /// The first token and the one after the last.
    pub tokens: Range<usize>,
    /// How sure it is, of its surest word.
    pub chance: f32,
}

/// A tie from one happening to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Link {
    /// The other, as an index into the reading's happenings.
    pub to: usize,
    /// How the first stands to the other.
    pub kind: LinkKind,
    /// How sure it is.
    pub chance: f32,
}

/// A word that nearly was an anchor.
#[derive(Clone, PartialEq, Debug)]
pub struct Doubt {
    /// The word.
    pub at: Span,
    /// Its token.
    pub first: usize,
    /// Whether it is of the toll layer.
    pub toll: bool,
    /// The likeliest kinds with their chances, at most three.
    pub kinds: Vec<(Kind, f32)>,
    /// The chance that it is no anchor.
    pub none: f32,
}
