//! Areas whose country is in dispute, by date.
//!
//! In: data/places/disputed.toml. Out: who held and who claims an area on a day. It never decides whose an area is: the one country
//! code that a record prints is in the table, and said to be so in data/places/README.md.

use super::gazetteer::GazetteerError;
use crate::resolve::fold::fold;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the layer knows about one area on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute<'a> {
    /// The area's first name.
    pub name: &'a str,
    /// Who held it on the ground that day: an ISO code or the name of an authority; none where that is not told.
    pub held: Option<&'a str>,
    /// The ISO codes of the states that claim it.
    pub claimed: &'a [String],
}

#[derive(Deserialize)]
struct File {
    area: Vec<Area>,
}

#[derive(Deserialize)]
struct Area {
    name: String,
    names: Vec<String>,
    claimed: Vec<String>,
    spans: Vec<Held>,
}

#[derive(Deserialize)]
struct Held {
    #[serde(default, deserialize_with = "day")]
    from: Option<Date>,
    #[serde(default, deserialize_with = "day")]
    until: Option<Date>,
    held: String,
}

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    String::deserialize(deserializer)?.parse().map(Some).map_err(serde::de::Error::custom)
}

/// The whole layer.
pub(super) struct Areas {
    areas: Vec<Area>,
    keys: BTreeMap<String, usize>,
}

impl Areas {
    pub(super) fn embedded() -> Result<Areas, GazetteerError> {
        let file: File = toml::from_str(diurna_data::PLACES_DISPUTED)
            .map_err(|error| GazetteerError(format!("data/places/disputed.toml: {error}")))?;
        let mut keys = BTreeMap::new();
        for (number, area) in file.area.iter().enumerate() {
            for name in std::iter::once(&area.name).chain(&area.names) {
                keys.insert(fold(name), number);
            }
        }
        Ok(Areas { areas: file.area, keys })
    }

    pub(super) fn dispute(&self, key: &str, day: Option<Date>) -> Option<Dispute<'_>> {
        let area = &self.areas[*self.keys.get(key)?];
        let held = day.and_then(|day| {
            area.spans
                .iter()
                .find(|span| span.from.is_none_or(|from| from <= day) && span.until.is_none_or(|until| day <= until))
        });
        Some(Dispute { name: &area.name, held: held.map(|span| span.held.as_str()), claimed: &area.claimed })
    }
}
