//! The record file: what goes in comes out, what people say stays, and no moment is a bad one to stop.

mod files;
mod given;
mod goes_in;
mod journal;
mod kills;
mod questions;
mod recoding;
mod stories;
mod two_reviewers;
