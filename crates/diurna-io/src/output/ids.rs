//! Ids that stay the same when a report is coded again.
//!
//! In: a record. Out: for each claim, happening and agreement an id made of the report's SHA-256, the kind, the anchor and the place of the
//! quote, so that two exports can be laid side by side. Claims that agree in all of these are told apart by their order. An id begins with a
//! letter: no program takes it for a number.

use std::collections::BTreeMap;

use diurna_record::{AgreementId, ClaimId, CodePoints, EventId, Record};
use sha2::{Digest, Sha256};

/// The ids of one record.
pub(crate) struct StableIds {
    claims: BTreeMap<ClaimId, String>,
    events: BTreeMap<EventId, String>,
    agreements: BTreeMap<AgreementId, String>,
}

impl StableIds {
    /// The ids of a record's claims, happenings and agreements.
    pub(crate) fn of(record: &Record, points: &CodePoints<'_>) -> StableIds {
        let report = if record.report.sha256.is_empty() { &record.report.id } else { &record.report.sha256 };
        let mut claims = BTreeMap::new();
        let mut events = BTreeMap::new();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for claim in &record.claims {
            let ([anchor, _], [quote, _]) = (points.at(claim.anchor.at), points.at(claim.at));
            let known = format!("{report}\n{}\n{}\n{anchor}\n{quote}", claim.kind, claim.anchor.text);
            let same = seen.entry(known.clone()).or_default();
            *same += 1;
            let digits = if *same == 1 { digits(&known) } else { digits(&format!("{known}\n{same}")) };
            events.entry(claim.event).or_insert_with(|| format!("e{digits}"));
            claims.insert(claim.id, format!("c{digits}"));
        }
        let agreements = record.agreements.iter().map(|agreement| {
            let event = events.get(&agreement.event).map_or("", String::as_str);
            (agreement.id, format!("g{}", digits(&format!("{report}\n{}\n{event}", agreement.kind))))
        });
        let agreements = agreements.collect();
        StableIds { claims, events, agreements }
    }

    /// The id of a claim; its name in the record where it has no such claim.
    pub(crate) fn claim(&self, id: ClaimId) -> String {
        self.claims.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The id of a happening: that of its first claim.
    pub(crate) fn event(&self, id: EventId) -> String {
        self.events.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }

    /// The id of an agreement.
    pub(crate) fn agreement(&self, id: AgreementId) -> String {
        self.agreements.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

/// The first 64 bits of a text's SHA-256, as sixteen hexadecimal digits.
fn digits(text: &str) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A number for schemes whose ids are numbers: 53 bits, which a spreadsheet keeps exactly.
pub(super) fn number(text: &str) -> u64 {
    Sha256::digest(text).iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte)) >> 11
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_record::{Claim, Kind, ReportMeta};

    fn record(kinds: &[&str]) -> Record {
        let claim = |(at, kind): (usize, &&str)| Claim {
            id: ClaimId(at as u32 + 1),
            event: EventId(at as u32 + 1),
            kind: Kind::new(*kind),
            ..Claim::default()
        };
        let report = ReportMeta { sha256: "ab".repeat(32), ..ReportMeta::default() };
        Record { report, claims: kinds.iter().enumerate().map(claim).collect(), ..Record::default() }
    }

    fn ids(record: &Record) -> Vec<String> {
        let ids = StableIds::of(record, &CodePoints::of(&record.text));
        record.claims.iter().map(|claim| ids.claim(claim.id)).collect()
    }

    #[test]
    fn a_claim_before_another_does_not_change_its_id() {
        let (few, more) = (ids(&record(&["toll.killed"])), ids(&record(&["fight.clash", "toll.killed"])));
        assert_eq!(few[0], more[1]);
        assert!(few[0].starts_with('c') && few[0].len() == 17, "{few:?}");
    }

    #[test]
    fn claims_that_agree_in_all_are_told_apart() {
        let ids = ids(&record(&["fight.clash", "fight.clash"]));
        assert_ne!(ids[0], ids[1]);
        assert!(number("any") < 1 << 53);
    }
}
