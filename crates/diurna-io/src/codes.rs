//! What the schemes of the field call states, actors and events: the tables of data/codes.
//!
//! In: the tables that come with the program. Out: look-ups. They are about formats, not about reports: no claim is made or changed by them.

use std::collections::BTreeMap;

use diurna_record::{Actuality, Stance};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// All of them, read once an export.
pub(crate) struct Tables {
    pub(crate) states: BTreeMap<String, State>,
    pub(crate) acled: Acled,
    pub(crate) ucdp: Ucdp,
    pub(crate) cameo: Cameo,
    pub(crate) plover: Plover,
}

/// A state under its ISO 3166-1 alpha-2 code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub(crate) alpha3: String,
    pub(crate) name: String,
    pub(crate) number: Option<u16>,
    pub(crate) fips: Option<String>,
    pub(crate) gw: Option<u16>,
    pub(crate) cow: Option<u16>,
    pub(crate) acled: Option<String>,
    pub(crate) ucdp: Option<String>,
}

/// Rows in ACLED's shape.
#[derive(Debug, Deserialize)]
pub(crate) struct Acled {
    pub(crate) disorder: BTreeMap<String, String>,
    actor: Vec<AcledActor>,
    pub(crate) rules: AcledRules,
    pub(crate) names: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AcledActor {
    #[serde(rename = "type")]
    name: String,
    number: u8,
    sectors: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcledRules {
    pub(crate) order: Vec<String>,
    pub(crate) dead: String,
    pub(crate) state: String,
    pub(crate) external: String,
    pub(crate) civilians: String,
    pub(crate) international: String,
    pub(crate) taken: Taken,
    pub(crate) fought: Fought,
    pub(crate) demonstrators: BTreeMap<String, String>,
    pub(crate) anywhere: String,
    pub(crate) targeting: String,
    pub(crate) alone: String,
    pub(crate) both: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Taken {
    pub(crate) state: String,
    pub(crate) other: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fought {
    pub(crate) event: String,
    pub(crate) sub: String,
    pub(crate) instead_of: String,
}

impl Acled {
    /// The type of an actor of these sectors, and the sector that tells it.
    pub(crate) fn actor(&self, sectors: &[String]) -> Option<(&str, &str)> {
        if sectors.contains(&self.rules.international) {
            return Some((&self.rules.external, &self.rules.international));
        }
        self.actor.iter().find_map(|actor| {
            let sector = actor.sectors.iter().find(|sector| sectors.contains(sector))?;
            Some((actor.name.as_str(), sector.as_str()))
        })
    }

    /// The number that came before the name of a type.
    pub(crate) fn number(&self, name: &str) -> Option<u8> {
        self.actor.iter().find(|actor| actor.name == name).map(|actor| actor.number)
    }
}

/// Rows in UCDP's shape.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ucdp {
    sides: UcdpSides,
    dead: UcdpDead,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UcdpSides {
    state: Vec<String>,
    group: Vec<String>,
    civilians: Vec<String>,
    government: String,
    people: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UcdpDead {
    civilians: Vec<String>,
}

/// What UCDP takes a side for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    State,
    Group,
    Civilians,
}

impl Ucdp {
    /// What a party of these sectors is.
    pub(crate) fn side(&self, sectors: &[String]) -> Option<Side> {
        let sides = &self.sides;
        let lists = [(&sides.state, Side::State), (&sides.group, Side::Group), (&sides.civilians, Side::Civilians)];
        let told = |list: &[String]| sectors.iter().any(|sector| list.contains(sector));
        lists.into_iter().find(|(list, _)| told(list)).map(|(_, side)| side)
    }

    /// What a state's side is called.
    pub(crate) fn government(&self, state: &str) -> String {
        self.sides.government.replace("{state}", state)
    }

    /// What civilians are called as a side.
    pub(crate) fn people(&self) -> &str {
        &self.sides.people
    }

    /// Whether the dead of this group are civilians.
    pub(crate) fn are_civilians(&self, who: &str) -> bool {
        self.dead.civilians.iter().any(|group| group == who)
    }
}

/// CAMEO's codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cameo {
    pub(crate) home: String,
    quad: BTreeMap<String, Vec<String>>,
    pub(crate) sectors: BTreeMap<String, String>,
    goldstein: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<String, CameoKind>,
}

/// What a code of CAMEO is among the kinds of claims.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CameoKind {
    pub(crate) kind: String,
    stance: Option<String>,
    actuality: Option<String>,
}

impl CameoKind {
    /// The stance that it tells.
    pub(crate) fn stance(&self) -> Stance {
        self.stance.as_deref().and_then(Stance::parse).unwrap_or_default()
    }

    /// How real it is.
    pub(crate) fn actuality(&self) -> Actuality {
        self.actuality.as_deref().and_then(Actuality::parse).unwrap_or_default()
    }
}

impl Cameo {
    /// The quad of a code, 1 to 4.
    pub(crate) fn quad(&self, code: &str) -> Option<&str> {
        let root = code.get(..2)?;
        let found = self.quad.iter().find(|(_, roots)| roots.iter().any(|of| of == root));
        found.map(|(quad, _)| quad.as_str())
    }

    /// The kind of a code: that of the longest listed code it begins with.
    pub(crate) fn kind(&self, code: &str) -> Option<&CameoKind> {
        let fits = self.kinds.iter().filter(|(of, _)| code.starts_with(of.as_str()));
        fits.max_by_key(|(of, _)| of.len()).map(|(_, kind)| kind)
    }

    /// The sectors that a code of an actor ends with, three letters each: "AZEMIL" after its country is "MIL".
    pub(crate) fn sectors(&self, code: &str) -> Vec<String> {
        let parts = code.as_bytes().chunks(3).filter_map(|part| std::str::from_utf8(part).ok());
        let known = parts.filter_map(|part| self.sectors.iter().find(|(_, cameo)| *cameo == part));
        known.map(|(sector, _)| sector.clone()).collect()
    }

    /// Goldstein's value of a code: that of the longest listed code it begins with.
    pub(crate) fn goldstein(&self, code: &str) -> Option<&str> {
        let listed = self.goldstein.iter().flat_map(|(value, codes)| codes.iter().map(move |of| (of, value)));
        let fits = listed.filter(|(of, _)| code.starts_with(of.as_str()));
        fits.max_by_key(|(of, _)| of.len()).map(|(_, value)| value.as_str())
    }
}

/// PLOVER's codes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plover {
    /// Sectors that stand in the place of a country where there is none.
    pub(crate) bodies: Vec<String>,
    pub(crate) types: BTreeMap<String, PloverType>,
}

/// A PLOVER event type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PloverType {
    pub(crate) quad: u8,
    pub(crate) score: f64,
}

impl Tables {
    /// The tables that come with the program.
    pub(crate) fn embedded() -> Tables {
        Tables {
            states: table(diurna_data::CODES_STATES),
            acled: table(diurna_data::CODES_ACLED),
            ucdp: table(diurna_data::CODES_UCDP),
            cameo: table(diurna_data::CODES_CAMEO),
            plover: table(diurna_data::CODES_PLOVER),
        }
    }

    /// The alpha-2 code of the state that `is` holds of.
    pub(crate) fn alpha2(&self, is: impl Fn(&State) -> bool) -> Option<&str> {
        self.states.iter().find(|(_, state)| is(state)).map(|(alpha2, _)| alpha2.as_str())
    }

    /// The state of an alpha-2 code.
    pub(crate) fn state(&self, alpha2: Option<&str>) -> Option<&State> {
        self.states.get(alpha2?)
    }
}

fn table<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("the embedded tables of codes are read in the tests of this file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        let tables = Tables::embedded();
        assert_eq!(
            tables.state(Some("SO")).map(|state| (state.alpha3.as_str(), state.number)),
            Some(("SOM", Some(706)))
        );
        assert_eq!(tables.plover.types.len(), 16);
        let kinds = tables.cameo.kinds.values();
        for kind in kinds {
            assert!(kind.stance.as_deref().is_none_or(|word| Stance::parse(word).is_some()), "{kind:?}");
            assert!(kind.actuality.as_deref().is_none_or(|word| Actuality::parse(word).is_some()), "{kind:?}");
            let file = format!("{}.toml", kind.kind);
            assert!(diurna_data::KINDS.iter().any(|(name, _)| *name == file), "{kind:?}");
        }
    }

    #[test]
    fn a_code_has_the_value_of_the_longest_code_it_begins_with() {
        let cameo = Tables::embedded().cameo;
        assert_eq!(
            (cameo.goldstein("0874"), cameo.goldstein("0871"), cameo.goldstein("03")),
            (Some("10.0"), Some("9.0"), Some("4.0"))
        );
        assert_eq!((cameo.quad("195"), cameo.quad("051"), cameo.quad("")), (Some("4"), Some("1"), None));
    }

    #[test]
    fn an_actor_has_the_first_type_that_its_sectors_tell() {
        let acled = Tables::embedded().acled;
        let sectors = |of: &[&str]| of.iter().map(|sector| (*sector).to_owned()).collect::<Vec<_>>();
        assert_eq!(acled.actor(&sectors(&["REB", "PTY"])), Some(("Rebel group", "REB")));
        assert_eq!(acled.actor(&sectors(&["GOV", "MIL"])), Some(("State forces", "MIL")));
        assert_eq!((acled.actor(&[]), acled.number("Civilians")), (None, Some(7)));
    }
}
