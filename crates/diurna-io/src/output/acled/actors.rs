//! How ACLED calls an actor, and of which type it is.
//!
//! In: phrases of a claim, and where it happens. Out: names in ACLED's form ("Military Forces of Somalia") with the type of each. A phrase that names nobody is no
//! actor. The years of a regime that ACLED puts after such names are not known here and left out.

use diurna_record::{Phrase, Place};

use super::super::view::{Party, View};
use crate::codes::State;

/// An actor as ACLED's columns have it.
pub(super) struct Named {
    pub(super) name: String,
    /// Its type: "Rebel group".
    pub(super) inter: Option<String>,
}

impl Named {
    /// Those who have no other name than their type: "Protesters (Kenya)".
    pub(super) fn called(view: &View<'_>, inter: &str, place: Option<&Place>) -> Named {
        Named {
            name: form(view, inter, view.state(place)).unwrap_or_else(|| inter.to_owned()),
            inter: Some(inter.to_owned()),
        }
    }
}

/// The actors that phrases name.
pub(super) fn named(view: &View<'_>, phrases: &[Phrase], place: Option<&Place>) -> Vec<Named> {
    view.actors(phrases).iter().map(|party| one(view, party, place)).collect()
}

fn one(view: &View<'_>, party: &Party<'_>, place: Option<&Place>) -> Named {
    let acled = &view.tables.acled;
    let here = view.state(place);
    let Some((inter, sector)) = acled.actor(party.sectors()) else {
        return Named { name: party.name.to_owned(), inter: None };
    };
    let abroad = matches!((party.state, here), (Some(home), Some(here)) if home.alpha3 != here.alpha3);
    let inter = if inter == acled.rules.state && abroad { &acled.rules.external } else { inter };
    let keyed = party.actor.is_some_and(|actor| actor.key.is_some());
    let state = party.state.or(here);
    let formal = match inter == acled.rules.civilians {
        true => form(view, &acled.rules.civilians, state),
        // A group with a name of its own keeps it.
        false if keyed && party.state.is_none() => None,
        false => form(view, sector, state),
    };
    Named { name: formal.unwrap_or_else(|| party.name.to_owned()), inter: Some(inter.to_owned()) }
}

/// The form of a sector or type with its state, where there is one.
fn form(view: &View<'_>, of: &str, state: Option<&State>) -> Option<String> {
    Some(view.tables.acled.names.get(of)?.replace("{state}", &state?.name))
}
