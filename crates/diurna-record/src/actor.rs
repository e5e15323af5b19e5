//! Somebody or something that a report names and that does, suffers or says things.

use crate::ActorId;
use diurna_text::Span;

/// One actor of a record, with every mention of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Actor {
    /// Its name in the record.
    pub id: ActorId,
    /// The best name the report gives it.
    pub name: String,
    /// ISO 3166 alpha-3 for a state, else a slug of the actor tables; `None` if unknown.
    pub key: Option<String>,
    /// What it is: "GOV", "MIL", "REB".
    pub sectors: Vec<String>,
    /// The state it belongs to, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Where it is mentioned, pronouns included.
    pub mentions: Vec<Span>,
}
