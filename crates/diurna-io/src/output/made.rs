//! What an export was made from.
//!
//! In: what was asked for, and the records as they pass. Out: one JSON object that an export carries: the program, the policy, whether people's corrections are
//! in it, the file with its SHA-256, how many reports and claims, and which programs, models and tables coded them.

use std::collections::BTreeSet;

use diurna_record::Coded;
use diurna_record::json::SCHEMA;
use serde_json::{Value, json};

use super::export::Asked;

/// What an export was made from.
#[derive(Debug, Clone)]
pub struct MadeFrom {
    asked: Asked,
    sha256: Option<String>,
    corrected: bool,
    reports: usize,
    claims: usize,
    coders: BTreeSet<[String; 3]>,
}

impl MadeFrom {
    pub(super) fn of(asked: Asked) -> MadeFrom {
        MadeFrom { asked, sha256: None, corrected: false, reports: 0, claims: 0, coders: BTreeSet::new() }
    }

    pub(super) fn add(&mut self, coded: &Coded) {
        let record = &coded.reviewed.record;
        self.reports += 1;
        self.claims += record.claims.len();
        self.corrected |= coded.reviewed.corrected;
        let made = &record.made;
        let coder = [&made.diurna, &made.model, &made.data].map(String::clone);
        if !self.coders.contains(&coder) {
            self.coders.insert(coder);
        }
    }

    pub(super) fn sealed(mut self, sha256: Option<String>) -> MadeFrom {
        self.sha256 = sha256;
        self
    }

    /// What is known of it before the records have passed.
    pub(super) fn at_the_start(&self) -> Value {
        let mut known = self.json();
        if let Some(known) = known.as_object_mut() {
            known.retain(|key, _| !matches!(key.as_str(), "sha256" | "reports" | "claims"));
        }
        known
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let coder = |[diurna, model, data]: &[String; 3]| json!({"diurna": diurna, "model": model, "data": data});
        json!({
            "diurna": env!("CARGO_PKG_VERSION"),
            "schema": SCHEMA,
            "as": self.asked.format.word(),
            "policy": self.asked.policy,
            "state": if self.corrected { "corrected" } else { "raw" },
            "record": self.asked.from,
            "sha256": self.sha256,
            "reports": self.reports,
            "claims": self.claims,
            "coded_by": self.coders.iter().map(coder).collect::<Vec<_>>(),
        })
    }
}
