//! A claim before its words have identities.

use diurna_record::{Actuality, Kind, Stance, Why};
use diurna_text::Span;

/// Who says something, in the words of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// Who says it: "the ministry".
    pub speaker: Span,
    /// The words of saying: "said".
    pub cue: Option<Span>,
    /// Who passed it on, outermost last: "state media".
    pub via: Vec<Span>,
}

/// A claim in the words of the text.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The happening it is made from, as an index into the reading.
    pub happening: usize,
    /// The sentence of its anchor, as an index into the reading.
    pub sentence: usize,
    /// What is claimed.
    pub kind: Kind,
    /// The words that name it; of a toll, the word of the harm.
    pub anchor: Span,
    /// The stretch of text that states it.
    pub at: Span,
    /// Who says it; `None` is the report's own voice.
    pub said: Option<Said>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// How real it is.
    pub actuality: Actuality,
    /// The words of its condition.
    pub condition: Option<Span>,
    /// Whether its words stand in quotation marks.
    pub direct_quote: bool,
    /// Whether it is history before the story of the report.
    pub background: bool,
    /// Who does it.
    pub by: Vec<Span>,
    /// Whom or what it is done to.
    pub against: Vec<Span>,
    /// Partners on an equal footing.
    pub with: Vec<Span>,
    /// Weapons and instruments.
    pub means: Vec<Span>,
    /// The words for where.
    pub place: Option<Span>,
    /// The words for when.
    pub when: Option<Span>,
    /// The words of a toll's count.
    pub count: Option<Span>,
    /// How sure the reading is.
    pub chance: f32,
    /// What made it a claim.
    pub why: Why,
}

impl Draft {
    /// Every party of the happening, in the order by, against, with.
    pub fn parties(&self) -> impl Iterator<Item = Span> + '_ {
        self.by.iter().chain(&self.against).chain(&self.with).copied()
    }
}
