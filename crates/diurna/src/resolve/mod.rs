//! Identities: which day, which place, which actor, how many, who "they" are.
pub mod actor;
pub mod count;
pub mod place;
pub mod time;
