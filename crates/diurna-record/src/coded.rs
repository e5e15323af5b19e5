//! What the claims of a record are in the schemes of the field.
//!
//! In: a reviewed record, and for each claim its codes, as the coder's tables give them. Out: what the exports of event data write. A claim is
//! not changed by being coded: one that has no code in a scheme has no row there, and stays a claim.

use std::collections::BTreeMap;

use crate::{ClaimId, EventId, Reviewed};

/// The codes of one event.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct EventCodes {
    /// PLOVER event type, with a mode after a colon where the kind has one.
    pub plover: Option<String>,
    /// CAMEO code; leading zeros count.
    pub cameo: Option<String>,
}

impl EventCodes {
    /// The PLOVER event type without its mode.
    pub fn plover_root(&self) -> Option<&str> {
        self.plover.as_deref().map(|code| code.split_once(':').map_or(code, |(root, _mode)| root))
    }

    /// The PLOVER mode, where there is one.
    pub fn plover_mode(&self) -> Option<&str> {
        self.plover.as_deref().and_then(|code| code.split_once(':')).map(|(_root, mode)| mode)
    }

    /// The first two digits of the CAMEO code.
    pub fn cameo_root(&self) -> Option<&str> {
        self.cameo.as_deref().and_then(|code| code.get(..2))
    }
}

/// Where a kind goes in ACLED's shape.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct AcledType {
    /// The event type.
    pub event: String,
    /// The sub-types that come into question.
    pub subs: Vec<String>,
}

/// How a kind uses armed force, as UCDP understands it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArmedForce {
    /// Against whoever is hit: fighters or civilians.
    OnAny,
    /// Against people who do not fight.
    OneSided,
}

/// What one claim is in each scheme.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Codes {
    /// Its event in PLOVER and CAMEO, stance and actuality reckoned with; `None` where it is no event.
    pub event: Option<EventCodes>,
    /// Its kind's type in ACLED's shape.
    pub acled: Option<AcledType>,
    /// The column of ACLED's shape that its kind fills, where it is no event there: "fatalities".
    pub fills: Option<String>,
    /// Its kind's use of armed force.
    pub force: Option<ArmedForce>,
}

/// The deaths of one happening by a rule for figures that differ.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Deaths {
    /// The figure that the rule takes.
    pub best: Option<u64>,
    /// The lowest that it lets stand.
    pub low: Option<u64>,
    /// The highest that it lets stand.
    pub high: Option<u64>,
    /// The tolls it rests on.
    pub claims: Vec<ClaimId>,
    /// How it came about, in one line.
    pub told: String,
}

/// A record with the codes of its claims.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Coded {
    /// The record.
    pub reviewed: Reviewed,
    /// The codes of its claims.
    pub codes: BTreeMap<ClaimId, Codes>,
    /// The deaths of each happening where a policy chooses among figures; `None` where every claim keeps its own.
    pub deaths: Option<BTreeMap<EventId, Deaths>>,
}
