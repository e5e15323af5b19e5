//! The public contract: claims, records, their JSON, and how they are scored.
//!
//! In: what the coder found in one report. Out: a [`Record`] that says who claims what, as JSON that other programs read,
//! and figures that say how far it is from a reading by a person. This crate never reads a report, never resolves a name,
//! and touches no disk, clock or network. A record states no facts: the report's own voice is one speaker among others.
//!
//! Positions are [`diurna_text::Span`]s (bytes) in memory and code points in JSON; the turn is made in [`json`] alone.

mod actor;
mod agreement;
mod claim;
mod coded;
mod count;
mod dyad;
pub mod gold;
mod ids;
pub mod json;
mod kind;
mod moment;
mod place;
mod record;
mod review;
pub mod score;
mod story;
mod terms;
mod when;

pub use actor::Actor;
pub use agreement::Agreement;
pub use claim::{Claim, Cue, Named, Phrase, Speaker, Why, Words};
pub use coded::{AcledType, ArmedForce, Coded, Codes, Deaths, EventCodes, FigureRole};
pub use count::{Count, Op};
pub use dyad::Dyad;
pub use gold::{GoldAgreement, GoldError, GoldReport, GoldSeries, GoldStory, GoldTerm};
pub use ids::{ActorId, AgreementId, ClaimId, EventId};
pub use json::{CodePoints, JsonError, JsonText};
pub use kind::Kind;
pub use moment::Moment;
pub use place::{Grain, Place, Rival};
pub use record::{Made, Noise, Note, Record, ReportMeta, SourcePiece, TextIs};
pub use review::{Review, ReviewStatus, Reviewed};
pub use story::{
    Bound, Change, ClaimRef, Dispute, HappeningId, Question, Side, Story, StoryAgreement, StoryClaim, StoryError,
    StoryId, StoryPlace, StorySpeaker, Term, TermPoint, TermStatus, TollPoint, TollSeries,
};
pub use terms::{Actuality, Stance};
pub use when::{When, WhenAnchor, WhenGrain};
