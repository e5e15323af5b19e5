//! Which claims a screen shows: the days, the kind and the words that stand in its address.

use diurna_io::store::ClaimFilter;
use serde::Deserialize;

use crate::shell::{plain, query};

/// What the address of a screen says.
#[derive(Deserialize, Default, Clone, Debug)]
pub(crate) struct Wanted {
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub kind: String,
    #[serde(default)]
    pub words: String,
}

impl Wanted {
    /// The same as the record file is asked.
    pub(crate) fn filter(&self) -> ClaimFilter {
        ClaimFilter {
            from: day(&self.from),
            to: day(&self.to),
            kind: stated(&self.kind),
            words: stated(&self.words),
            ..ClaimFilter::default()
        }
    }

    /// The same as an address has it.
    pub(crate) fn query(&self) -> String {
        let Wanted { from, to, kind, words } = self;
        format!("from={}&to={}&kind={}&words={}", query(from), query(to), query(kind), query(words))
    }
}

fn stated(word: &str) -> Option<String> {
    Some(plain(word)).filter(|word| !word.is_empty())
}

/// A day as the file writes it; none where the words are no day.
fn day(word: &str) -> Option<String> {
    word.trim().parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
}

/// The families of these kinds, in their order.
pub(crate) fn families(kinds: &[crate::Gloss]) -> Vec<String> {
    let mut families: Vec<String> = Vec::new();
    for kind in kinds {
        let family = kind.kind.split('.').next().unwrap_or(&kind.kind);
        if !families.iter().any(|known| known == family) {
            families.push(family.to_owned());
        }
    }
    families
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_day_asks_for_none() {
        let wanted = Wanted { from: "2024-02-30".into(), to: " 2024-03-01 ".into(), ..Wanted::default() };
        assert_eq!((wanted.filter().from, wanted.filter().to.as_deref()), (None, Some("2024-03-01")));
    }
}
