//! The atom of a record: somebody says that something happened, is so, will be, should be or is not so.
//!
//! One claim is one happening, one speaker, one stance, and one set of parties, place, time and count. Nothing in it is a fact:
//! a claim says what was said. Two claims of one thing stay two claims that share an event.

use crate::{ActorId, Actuality, ClaimId, Count, EventId, Kind, Place, Stance, When};
use diurna_text::Span;

/// Some words of the text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    /// Where they stand.
    pub at: Span,
    /// The words themselves.
    pub text: String,
}

impl Words {
    /// The words that stand at `at` in `text`.
    pub fn of(text: &str, at: Span) -> Words {
        Words { at, text: at.of(text).to_owned() }
    }
}

/// The words that mark the saying: "said", "according to", "called for".
pub type Cue = Words;

/// A noun phrase that plays a part in a claim, and whom it names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phrase {
    /// Whom it names, where that is somebody.
    pub actor: Option<ActorId>,
    /// Where it stands.
    pub at: Span,
    /// The words themselves.
    pub text: String,
}

impl Phrase {
    /// The phrase that stands at `at` in `text`, naming `actor`.
    pub fn of(text: &str, at: Span, actor: Option<ActorId>) -> Phrase {
        Phrase { actor, at, text: at.of(text).to_owned() }
    }
}

/// A name that other words stand for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    /// Where the name stands, or `None` where the text does not have it in these words.
    pub at: Option<Span>,
    /// The name.
    pub text: String,
}

/// Who says it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Speaker {
    /// Who that is, where it is known.
    pub actor: Option<ActorId>,
    /// Where the speaker is named near the statement.
    pub at: Span,
    /// The words that name the speaker: "medics", "she".
    pub text: String,
    /// The name that a pronoun stands for.
    pub is: Option<Named>,
}

/// What made a claim.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Why {
    /// The model saw it.
    #[default]
    Model,
    /// A kind's own pattern matched: "fight.airstrike/strike-on".
    Pattern(String),
    /// A person wrote it.
    Person,
}

/// One claim of a report.
///
/// ```
/// use diurna_record::{Claim, Kind, Stance};
/// let claim = Claim { kind: Kind::new("force.presence"), stance: Stance::Denies, ..Claim::default() };
/// assert!(claim.speaker.is_none(), "nobody is named: the report speaks for itself");
/// ```
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Claim {
    /// Its name in the record.
    pub id: ClaimId,
    /// The happening it is about.
    pub event: EventId,
    /// What is claimed.
    pub kind: Kind,
    /// The word or words that name the happening.
    pub anchor: Words,
    /// Where the claim is stated.
    pub at: Span,
    /// The words that state it.
    pub quote: String,
    /// Who says it; `None` is the report's own voice.
    pub speaker: Option<Speaker>,
    /// Who passed it on, outermost last.
    pub via: Vec<Phrase>,
    /// The words that mark the saying.
    pub cue: Option<Cue>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// How real it is.
    pub actuality: Actuality,
    /// The words of the condition, in JSON `if`.
    pub condition: Option<Words>,
    /// Whether it is told in the speaker's own words, between quotation marks.
    pub direct_quote: bool,
    /// Whether it is history or context from before the story told.
    pub background: bool,
    /// Who does it.
    pub by: Vec<Phrase>,
    /// Whom or what it is done to.
    pub against: Vec<Phrase>,
    /// Partners on an equal footing.
    pub with: Vec<Phrase>,
    /// Weapons and instruments.
    pub means: Vec<Phrase>,
    /// Where it happens.
    pub place: Option<Place>,
    /// When it happens.
    pub when: Option<When>,
    /// How many, for a toll.
    pub count: Option<Count>,
    /// The claim whose harm this toll counts.
    pub of: Option<ClaimId>,
    /// The calibrated chance that the claim is in the text, 0 to 1.
    pub chance: f32,
    /// What made it.
    pub why: Why,
}
