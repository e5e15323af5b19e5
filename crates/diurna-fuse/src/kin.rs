//! Which kinds of claims can tell of one happening, which cannot both be right, and which do the work of a term.
//!
//! In: data/fuse/kin.toml. Out: look-ups by kind. What a kind means is for its own file to say.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Which kinds go together and which do not.
#[derive(Clone, Debug)]
pub struct Kin {
    groups: Vec<Vec<String>>,
    /// Groups in which any kind can tell of what another tells, as bits.
    loose: u32,
    force: Vec<String>,
    rivals: Vec<Rivals>,
    signed: Vec<String>,
    death: Death,
    terms: Vec<Vec<String>>,
    breach: Vec<String>,
    standing: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KinFile {
    groups: BTreeMap<String, Vec<String>>,
    loose: Loose,
    force: Kinds,
    signed: Kinds,
    rivals: Vec<Rivals>,
    death: Death,
    terms: Vec<Kinds>,
    breach: Kinds,
    standing: Kinds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loose {
    groups: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rivals {
    one: Vec<String>,
    other: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Death {
    told: Vec<String>,
    act: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kinds {
    kinds: Vec<String>,
}

/// Whether a kind is one of a list of kinds and families; a name after a hyphen is left out.
fn among(list: &[String], kind: &str) -> bool {
    let family = kind.split('.').next().unwrap_or(kind);
    let out = list.iter().filter_map(|name| name.strip_prefix('-')).any(|name| name == kind);
    !out && list.iter().any(|name| name == kind || name == family)
}

impl Kin {
    pub(crate) fn of(file: KinFile) -> Kin {
        let loose = file.groups.keys().enumerate().filter(|(_, name)| file.loose.groups.contains(name));
        Kin {
            loose: loose.map(|(at, _)| 1 << at).sum(),
            groups: file.groups.into_values().collect(),
            force: file.force.kinds,
            signed: file.signed.kinds,
            rivals: file.rivals,
            death: file.death,
            terms: file.terms.into_iter().map(|row| row.kinds).collect(),
            breach: file.breach.kinds,
            standing: file.standing.kinds,
        }
    }

    /// The groups that a kind is in, as bits.
    pub fn groups(&self, kind: &str) -> u32 {
        self.groups.iter().enumerate().filter(|(_, list)| among(list, kind)).map(|(at, _)| 1 << at).sum()
    }

    /// Whether groups, as bits, hold one in which any kind can tell of what another tells.
    pub fn is_loose(&self, groups: u32) -> bool {
        self.loose & groups != 0
    }

    /// Whether a kind is an act of force.
    pub fn is_force(&self, kind: &str) -> bool {
        among(&self.force, kind)
    }

    /// Whether a kind is done at a table, so that where it is done tells nothing of where it holds.
    pub fn is_signed(&self, kind: &str) -> bool {
        among(&self.signed, kind)
    }

    /// Whether two kinds cannot both be what a happening was.
    pub fn rival(&self, one: &str, other: &str) -> bool {
        self.rivals.iter().any(|row| {
            among(&row.one, one) && among(&row.other, other) || among(&row.one, other) && among(&row.other, one)
        })
    }

    /// Whether one kind tells a death without an act, and the other an act.
    pub fn death_and_act(&self, told: &str, act: &str) -> bool {
        among(&self.death.told, told) && among(&self.death.act, act)
    }

    /// Whether an act of one kind does the work of a term of the other.
    pub fn fulfils(&self, act: &str, term: &str) -> bool {
        act == term || self.terms.iter().any(|row| among(row, act) && among(row, term))
    }

    /// Whether a kind says that an agreement was broken.
    pub fn is_breach(&self, kind: &str) -> bool {
        among(&self.breach, kind)
    }

    /// Whether a term of this kind is in force rather than done.
    pub fn is_standing(&self, kind: &str) -> bool {
        among(&self.standing, kind)
    }
}
