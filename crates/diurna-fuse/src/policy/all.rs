//! No policy: every figure stands for itself, and there is no one figure.

use super::{Chosen, Input, Policy, Role};

/// All figures, none chosen.
pub(super) fn choose(inputs: &[Input]) -> Chosen {
    Chosen {
        policy: Policy::AllClaims,
        inputs: inputs.iter().map(|input| (input.claim.clone(), Role::Triangulation)).collect(),
        rule: "every figure stands for itself",
        ..Chosen::default()
    }
}
