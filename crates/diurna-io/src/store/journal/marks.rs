//! What an entry is found again by: its claims, actors and words as the reviewer saw them.
//!
//! In: an act and the state it is said of. Out: the JSON of every claim and actor the act names, by id. With these an entry needs no
//! other row to be read, and finds its place in a coding whose ids are others.

use std::collections::BTreeSet;

use diurna_record::{ActorId, ClaimId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::state::{Page, State};
use super::Act;

/// The claims and actors an entry names.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(in crate::store) struct Marks {
    /// The claims, by id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub claims: Map<String, Value>,
    /// The actors, by id.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub actors: Map<String, Value>,
    /// The words an act points at, where it points at words alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The claim of another report that an act links to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Other>,
    /// The claims of other reports that a bond names, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Other>,
}

/// A claim of another report, as the reviewer saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::store) struct Other {
    /// The coding of that report that was in force.
    pub coding: i64,
    /// The claim's JSON.
    pub claim: Value,
}

impl Marks {
    /// The marks of `act` in `state`.
    pub fn of(act: &Act, state: &State, page: &Page<'_>) -> Marks {
        let mut marks = Marks::default();
        let mut named: BTreeSet<ClaimId> = act.claims().into_iter().collect();
        let mut actors = BTreeSet::new();
        for keys in act.keys() {
            keys.values().for_each(|value| ids_in(value, &mut actors));
            let refers = |value: Option<&Value>| value.and_then(Value::as_str).and_then(ClaimId::parse);
            named.extend(refers(keys.get("of")));
            named.extend(refers(keys.get("count").and_then(|count| count.get("part_of"))));
        }
        for id in named {
            let Some(checked) = state.claim(id) else { continue };
            let value = checked.claim.to_value(&page.points);
            ids_in(&value, &mut actors);
            marks.claims.insert(id.to_string(), value);
        }
        for actor in state.record().actors.iter().filter(|actor| actors.contains(&actor.id)) {
            marks.actors.insert(actor.id.to_string(), actor.to_value(&page.points));
        }
        if let Act::Noise { at, .. } | Act::Garbled { at } = act {
            marks.words = page.words(*at).map(str::to_owned);
        }
        marks
    }

    /// The claim of this id as the reviewer saw it.
    pub fn claim(&self, id: ClaimId) -> Option<&Value> {
        self.claims.get(&id.to_string())
    }
}

impl Act {
    /// Every piece of a claim's JSON that the act carries.
    pub(in crate::store) fn keys(&self) -> Vec<&Map<String, Value>> {
        match self {
            Act::Edit { set, .. } => vec![set],
            Act::Add { claim, .. } => vec![claim],
            Act::Split { into, .. } => into.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to be filled in.
    pub(in crate::store) fn keys_mut(&mut self) -> Vec<&mut Map<String, Value>> {
        match self {
            Act::Edit { set, .. } => vec![set],
            Act::Add { claim, .. } => vec![claim],
            Act::Split { into, .. } => into.iter_mut().collect(),
            _ => Vec::new(),
        }
    }
}

/// Every `"actor": "a3"` inside `value`.
fn ids_in(value: &Value, found: &mut BTreeSet<ActorId>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| ids_in(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("actor").and_then(Value::as_str).and_then(ActorId::parse));
            fields.values().for_each(|field| ids_in(field, found));
        }
        _ => {}
    }
}
