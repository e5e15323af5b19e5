//! What a claim says happened: "fight.airstrike", "toll.killed", "agree.ceasefire".
//!
//! In: a name of a row of the kinds. Out: that name, and the family before its dot. The set of kinds is open and is data;
//! this type knows none of them, save that a toll counts harm and that sides make agreements.

use std::fmt;

/// The kind of a claim, named family first.
///
/// ```
/// use diurna_record::Kind;
/// let kind = Kind::new("toll.injured");
/// assert_eq!(kind.family(), "toll");
/// assert!(kind.is_toll());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Kind(String);

impl Kind {
    /// The kind of this name.
    pub fn new(name: impl Into<String>) -> Kind {
        Kind(name.into())
    }

    /// Its whole name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The word before the dot: "fight" of "fight.airstrike".
    pub fn family(&self) -> &str {
        self.0.split_once('.').map_or(self.0.as_str(), |(family, _)| family)
    }

    /// What comes after the dot, or nothing: "airstrike" of "fight.airstrike".
    pub fn leaf(&self) -> &str {
        self.0.split_once('.').map_or("", |(_, leaf)| leaf)
    }

    /// Whether it counts harm.
    pub fn is_toll(&self) -> bool {
        self.family() == "toll"
    }

    /// Whether it is something that sides agree: a ceasefire, a peace, a deal.
    pub fn is_agreement(&self) -> bool {
        self.family() == "agree"
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<&str> for Kind {
    fn from(name: &str) -> Kind {
        Kind::new(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_a_dot_is_its_own_family() {
        assert_eq!(Kind::new("other").family(), "other");
        assert_eq!(Kind::new("other").leaf(), "");
        assert_eq!(Kind::new("fight.suicide-bombing").leaf(), "suicide-bombing");
    }
}
