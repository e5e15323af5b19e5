//! What sides agreed: a ceasefire, a prisoner exchange, a withdrawal, and its terms.
//!
//! A term is a claim of the same record. Whether it is kept is for later reports to say.

use crate::{ActorId, AgreementId, ClaimId, EventId, Kind, Moment};

/// One agreement that a report tells.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Agreement {
    /// Its name in the record.
    pub id: AgreementId,
    /// The happening that made it.
    pub event: EventId,
    /// What was agreed: "agree.ceasefire".
    pub kind: Kind,
    /// Who agreed.
    pub parties: Vec<ActorId>,
    /// Who brought it about.
    pub brokers: Vec<ActorId>,
    /// The claims that are its terms.
    pub terms: Vec<ClaimId>,
    /// When it takes effect.
    pub effective: Option<Moment>,
}
