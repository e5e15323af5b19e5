//! What several reports make together: stories, with every voice kept.
//!
//! In: what the fusion put together. Out: the nouns of a story and their JSON, one story a line. A story merges nothing away: its tolls,
//! bounds, disputes and agreements point at claims by report and id, and a figure in it is some claim's figure, never a sum.

mod read;

use crate::terms::closed;
use crate::{AgreementId, ClaimId, Grain, Kind, Moment, Op};
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::{SerializeStruct, SerializeTuple, Serializer};
use std::fmt;

pub use read::StoryError;

/// A claim of some report.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct ClaimRef {
    /// The report's id.
    pub report: String,
    /// The claim in its record.
    pub claim: ClaimId,
}

macro_rules! id {
    ($name:ident, $letter:literal, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $name(pub u32);

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, concat!($letter, "{}"), self.0)
            }
        }
    };
}

id!(StoryId, "s", "A story among those that were made together: \"s1\".");
id!(HappeningId, "h", "A happening of one story, told by one or more reports: \"h1\".");

closed! {
    /// How a figure stands to the same speaker's figure before it.
    #[derive(Default)]
    Change {
        /// There is none before it.
        #[default]
        First = "first",
        /// The same again.
        Restated = "restated",
        /// A greater one.
        Raised = "raised",
        /// A smaller one.
        Lowered = "lowered",
        /// Another one, and the earlier is withdrawn in words.
        Corrected = "corrected",
        /// So many more than were told: an increment, which is never added up.
        Added = "added",
    }
}

closed! {
    /// What two speakers answer in ways that cannot both hold.
    Question {
        /// How many were harmed.
        HowMany = "how-many",
        /// Who did it.
        Who = "who",
        /// Whether it happened.
        Whether = "whether",
        /// Where it happened.
        Where = "where",
        /// When it happened.
        When = "when",
        /// What it was.
        What = "what",
        /// Whether a term was kept.
        Kept = "kept",
    }
}

closed! {
    /// What has become of a term, as far as anybody says.
    #[derive(Default)]
    TermStatus {
        /// Agreed, without a date.
        #[default]
        Pledged = "pledged",
        /// Agreed for a date.
        Scheduled = "scheduled",
        /// Put off to another date.
        Delayed = "delayed",
        /// In effect.
        InForce = "in-force",
        /// Done in part, or first kept and then broken.
        PartlyKept = "partly-kept",
        /// Done, in time or late.
        Kept = "kept",
        /// Not kept, in some speaker's words.
        Broken = "broken",
        /// The date passed without it.
        Lapsed = "lapsed",
        /// Speakers differ on whether it was kept.
        Disputed = "disputed",
    }
}

/// One happening, or one tight chain of happenings, as several reports tell it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Story {
    /// Its name among the stories made together; it may change as reports come.
    pub id: StoryId,
    /// The kind of its chief happening.
    pub kind: Kind,
    /// The title of the report that told it first, else that report's first quote.
    pub title: String,
    /// The first day on which something of it happened.
    pub from: Option<Date>,
    /// The last day on which something of it happened.
    pub to: Option<Date>,
    /// Where its chief happening took place.
    pub place: Option<StoryPlace>,
    /// Its reports by day of publication, copies left out.
    pub reports: Vec<String>,
    /// Reports that are one text published again, the first one first.
    pub copies: Vec<Vec<String>>,
    /// Every claim of its reports, with the happening it is about.
    pub claims: Vec<StoryClaim>,
    /// What each speaker said of each harm over time.
    pub tolls: Vec<TollSeries>,
    /// Between which figures each harm lies.
    pub bounds: Vec<Bound>,
    /// What speakers answer in ways that cannot both hold.
    pub disputes: Vec<Dispute>,
    /// What was agreed, and what became of it.
    pub agreements: Vec<StoryAgreement>,
}

/// Where a story takes place.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StoryPlace {
    /// Its words, or the name of the place they mean.
    pub name: String,
    /// Its number in GeoNames.
    pub geonameid: Option<u64>,
    /// The state it lies in, as ISO 3166 alpha-2.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How large it is.
    pub grain: Grain,
}

/// One claim of a story.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoryClaim {
    /// The claim.
    pub claim: ClaimRef,
    /// What it is about.
    pub happening: HappeningId,
}

/// Somebody who speaks in several reports.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct StorySpeaker {
    /// The key of the actor tables, where it is known.
    pub key: Option<String>,
    /// The fullest name that the reports give.
    pub name: String,
}

/// What one speaker said of one harm to one group in one happening.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TollSeries {
    /// The happening.
    pub happening: HappeningId,
    /// The harm: "killed".
    pub harm: String,
    /// The group; `None` for people as such.
    pub who: Option<String>,
    /// Who says it; `None` is a report's own voice.
    pub speaker: Option<StorySpeaker>,
    /// Its figures by day.
    pub points: Vec<TollPoint>,
}

/// One figure of a series.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TollPoint {
    /// The claim that gives it.
    pub claim: ClaimRef,
    /// The day for which it is given.
    pub as_of: Option<Date>,
    /// How it bounds the number.
    pub op: Option<Op>,
    /// The figure, or the lower one of a range.
    pub value: Option<u64>,
    /// The upper figure of a range.
    pub max: Option<u64>,
    /// How it stands to the one before it.
    pub change: Change,
}

/// The least and the most that standing figures allow for one harm of one happening.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bound {
    /// The harm: "killed".
    pub harm: String,
    /// The group; `None` for people as such.
    pub who: Option<String>,
    /// The least; `None` where no figure bounds it from below.
    pub low: Option<u64>,
    /// The most; `None` where some figure is open upwards.
    pub high: Option<u64>,
    /// The claims whose figures these are.
    pub claims: Vec<ClaimRef>,
}

/// A question that speakers answer in ways that cannot both hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dispute {
    /// The question.
    pub question: Question,
    /// A claim of the happening that it is about.
    pub about: ClaimRef,
    /// The answers.
    pub sides: Vec<Side>,
}

/// One answer, with those who give it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Side {
    /// The answer in the words of its speakers.
    pub answer: String,
    /// Who gives it.
    pub speakers: Vec<String>,
    /// The claims that give it.
    pub claims: Vec<ClaimRef>,
}

/// An agreement, and what became of its terms.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoryAgreement {
    /// The report that tells it.
    pub report: String,
    /// The agreement in its record.
    pub id: AgreementId,
    /// What was agreed.
    pub kind: Kind,
    /// Who agreed.
    pub parties: Vec<String>,
    /// Who brought it about.
    pub brokers: Vec<String>,
    /// The day on which it was made, else of publication.
    pub declared: Option<Date>,
    /// When it takes effect.
    pub effective: Option<Moment>,
    /// Its terms.
    pub terms: Vec<Term>,
}

/// One term of an agreement.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Term {
    /// The claim that states it.
    pub claim: ClaimRef,
    /// What is to be done, as a kind.
    pub act: Kind,
    /// Who is to do it.
    pub obliged: Vec<String>,
    /// By when.
    pub due: Option<Moment>,
    /// What has become of it.
    pub status: TermStatus,
    /// What was said of it, by day.
    pub history: Vec<TermPoint>,
}

/// One thing said of a term.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TermPoint {
    /// The claim that says it.
    pub claim: ClaimRef,
    /// What it says has become of the term.
    pub says: TermStatus,
    /// Who says it; `None` is the report's own voice.
    pub speaker: Option<String>,
    /// The day on which it was published.
    pub on: Option<Date>,
}

impl Story {
    /// The story as one line of JSON, without a line break.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("strings, numbers and lists always turn into JSON")
    }
}

fn shown<T: fmt::Display>(value: &Option<T>) -> Option<String> {
    value.as_ref().map(ToString::to_string)
}

impl Serialize for ClaimRef {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut pair = to.serialize_tuple(2)?;
        pair.serialize_element(&self.report)?;
        pair.serialize_element(&self.claim.to_string())?;
        pair.end()
    }
}

/// Gives a noun its keys, in their order.
macro_rules! keys {
    ($name:ident: $($key:literal = |$it:ident| $value:expr,)+) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let count = [$($key),+].len();
                let mut keys = to.serialize_struct(stringify!($name), count)?;
                $({ let $it = self; keys.serialize_field($key, &$value)?; })+
                keys.end()
            }
        }
    };
}

keys! { Story:
    "schema" = |_it| crate::json::SCHEMA,
    "id" = |it| it.id.to_string(),
    "kind" = |it| it.kind.as_str(),
    "title" = |it| it.title,
    "from" = |it| shown(&it.from),
    "to" = |it| shown(&it.to),
    "place" = |it| it.place,
    "reports" = |it| it.reports,
    "copies" = |it| it.copies,
    "claims" = |it| it.claims,
    "tolls" = |it| it.tolls,
    "bounds" = |it| it.bounds,
    "disputes" = |it| it.disputes,
    "agreements" = |it| it.agreements,
}

keys! { StoryPlace:
    "name" = |it| it.name,
    "geonameid" = |it| it.geonameid,
    "country" = |it| it.country,
    "lat" = |it| it.lat,
    "lon" = |it| it.lon,
    "grain" = |it| it.grain.as_str(),
}

keys! { StoryClaim:
    "report" = |it| it.claim.report,
    "claim" = |it| it.claim.claim.to_string(),
    "happening" = |it| it.happening.to_string(),
}

keys! { StorySpeaker:
    "key" = |it| it.key,
    "name" = |it| it.name,
}

keys! { TollSeries:
    "happening" = |it| it.happening.to_string(),
    "harm" = |it| it.harm,
    "who" = |it| it.who,
    "speaker" = |it| it.speaker,
    "points" = |it| it.points,
}

keys! { TollPoint:
    "report" = |it| it.claim.report,
    "claim" = |it| it.claim.claim.to_string(),
    "as_of" = |it| shown(&it.as_of),
    "op" = |it| it.op.map(Op::as_str),
    "value" = |it| it.value,
    "max" = |it| it.max,
    "change" = |it| it.change.as_str(),
}

keys! { Bound:
    "harm" = |it| it.harm,
    "who" = |it| it.who,
    "low" = |it| it.low,
    "high" = |it| it.high,
    "claims" = |it| it.claims,
}

keys! { Dispute:
    "question" = |it| it.question.as_str(),
    "about" = |it| it.about,
    "sides" = |it| it.sides,
}

keys! { Side:
    "answer" = |it| it.answer,
    "speakers" = |it| it.speakers,
    "claims" = |it| it.claims,
}

keys! { StoryAgreement:
    "report" = |it| it.report,
    "id" = |it| it.id.to_string(),
    "kind" = |it| it.kind.as_str(),
    "parties" = |it| it.parties,
    "brokers" = |it| it.brokers,
    "declared" = |it| shown(&it.declared),
    "effective" = |it| shown(&it.effective),
    "terms" = |it| it.terms,
}

keys! { Term:
    "claim" = |it| it.claim,
    "act" = |it| it.act.as_str(),
    "obliged" = |it| it.obliged,
    "due" = |it| shown(&it.due),
    "status" = |it| it.status.as_str(),
    "history" = |it| it.history,
}

keys! { TermPoint:
    "report" = |it| it.claim.report,
    "claim" = |it| it.claim.claim.to_string(),
    "says" = |it| it.says.as_str(),
    "speaker" = |it| it.speaker,
    "on" = |it| shown(&it.on),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_has_the_keys_of_the_contract_in_their_order() {
        let claim = ClaimRef { report: "r1".to_owned(), claim: ClaimId(4) };
        let point = TollPoint { claim: claim.clone(), op: Some(Op::AtLeast), value: Some(32), ..TollPoint::default() };
        let story = Story {
            id: StoryId(1),
            kind: Kind::new("fight.offensive"),
            tolls: vec![TollSeries { harm: "killed".to_owned(), points: vec![point], ..TollSeries::default() }],
            bounds: vec![Bound { low: Some(32), claims: vec![claim], ..Bound::default() }],
            ..Story::default()
        };
        let json = story.to_json();
        assert!(
            json.starts_with(r#"{"schema":1,"id":"s1","kind":"fight.offensive","title":"","from":null,"to":null,"#)
        );
        assert!(
            json.contains(
                r#"{"report":"r1","claim":"c4","as_of":null,"op":">=","value":32,"max":null,"change":"first"}"#
            )
        );
        assert!(json.contains(r#""low":32,"high":null,"claims":[["r1","c4"]]"#));
        assert_eq!(Story::from_json(&json), Ok(story));
    }

    #[test]
    fn a_line_that_is_no_story_is_told_with_its_place() {
        let wrong = Story::default().to_json().replace("\"s0\"", "\"t0\"");
        let told = Story::from_json(&wrong).map_err(|error| error.to_string());
        assert_eq!(told, Err("id: \"t0\" is not a value of this key".to_owned()));
    }
}
