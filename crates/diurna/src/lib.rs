//! The coder: a report in, its record of claims out.
//!
//! ```no_run
//! use diurna::{Coder, Report};
//! let coder = Coder::embedded().expect("the embedded weights and tables load");
//! let report = Report { text: "Medics said an air strike on the camp killed at least 12 people.".into(), ..Report::default() };
//! for claim in coder.code(&report).claims {
//!     println!("{} {}", claim.kind, claim.quote);
//! }
//! ```
//!
//! The coder cannot fail and touches nothing outside: doubt is a note in the record. Loading can fail, and says where.

mod assemble;
pub mod check;
pub mod claims;
pub mod codes;
pub mod gold;
pub mod lexicon;
pub mod resolve;

pub use diurna_read::{Reader, Reading};
pub use diurna_record::{Made, Note, Record};
pub use diurna_text::{Document, Report};

use lexicon::{ActualityWords, Asides, Conditions, Cues, Kinds, Pronouns, TreeWords};
use resolve::actor::Actors;
use resolve::chain::Salience;
use resolve::count::CountWords;
use resolve::event::tie::EventTies;
use resolve::place::Gazetteer;
use resolve::time::TimeWords;

/// Why the coder could not be made: a table or the weights, the place, the reason.
#[derive(Debug)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

/// What is known besides the report: tables that a person can read and change.
pub struct Knowledge {
    /// The kinds of claims.
    pub kinds: Kinds,
    /// States, armed groups, bodies, people in office, and words for sectors.
    pub actors: Actors,
    /// Words that stand for somebody named before.
    pub pronouns: Pronouns,
    /// Words that mark a saying.
    pub cues: Cues,
    /// What opens a condition.
    pub conditions: Conditions,
    /// Words that say how real a happening is.
    pub actuality: ActualityWords,
    /// What places of a tree mean to a pattern.
    pub tree: TreeWords,
    /// What opens words of the report beside a saying.
    pub asides: Asides,
    /// How much speaks for a phrase as that for which a pronoun stands.
    pub salience: Salience,
    /// How much speaks for two claims being about one happening.
    pub events: EventTies,
    /// The places of the world.
    pub gazetteer: Gazetteer,
    /// Words for days and times.
    pub time: TimeWords,
    /// Words for numbers and what is counted.
    pub counts: CountWords,
}

impl Knowledge {
    /// The tables embedded in the program.
    pub fn embedded() -> Result<Knowledge, Error> {
        let error = |error: &dyn std::fmt::Display| Error(error.to_string());
        Ok(Knowledge {
            kinds: Kinds::embedded().map_err(|e| error(&e))?,
            actors: Actors::embedded().map_err(|e| error(&e))?,
            pronouns: Pronouns::embedded().map_err(|e| error(&e))?,
            cues: Cues::embedded().map_err(|e| error(&e))?,
            conditions: Conditions::embedded().map_err(|e| error(&e))?,
            actuality: ActualityWords::embedded().map_err(|e| error(&e))?,
            tree: TreeWords::embedded().map_err(|e| error(&e))?,
            asides: Asides::embedded().map_err(|e| error(&e))?,
            salience: Salience::embedded().map_err(|e| error(&e))?,
            events: EventTies::embedded().map_err(|e| error(&e))?,
            gazetteer: Gazetteer::embedded().map_err(|e| error(&e))?,
            time: TimeWords::embedded().map_err(|e| error(&e))?,
            counts: CountWords::embedded().map_err(|e| error(&e))?,
        })
    }
}

/// A model and tables, ready to code reports. Made once, used from any number of threads.
pub struct Coder {
    reader: Reader,
    knowledge: Knowledge,
}

impl Coder {
    /// The coder with the weights and the tables embedded in the program.
    ///
    /// # Errors
    /// A table that cannot be read, with its file and line, or weights that cannot be loaded.
    pub fn embedded() -> Result<Coder, Error> {
        let reader = Reader::embedded().map_err(|error| Error(error.to_string()))?;
        Ok(Coder { reader, knowledge: Knowledge::embedded()? })
    }

    /// Codes one report: clean → segment → read → claims → resolve → assemble.
    pub fn code(&self, report: &Report) -> Record {
        let document = Document::of(report);
        let mut reading = self.reader.read(&document);
        let told = claims::patterns::tell(&document, &mut reading, &self.knowledge);
        let drafts = claims::extract(&document, &reading, &self.knowledge, &told);
        let resolved = resolve::resolve(report, &document, &reading, drafts, &self.knowledge);
        assemble::record(report, &document, resolved, &self.knowledge.kinds)
    }

    /// The language that the coder reads, as a BCP 47 tag.
    pub const LANGUAGE: &str = "en";

    /// Whether a report is in the language that the coder reads, as far as the report says.
    pub fn reads(&self, report: &Report) -> bool {
        let primary =
            |tag: &str| tag.split(['-', '_']).next().is_some_and(|tag| tag.eq_ignore_ascii_case(Self::LANGUAGE));
        report.language.as_deref().is_none_or(primary)
    }

    /// The record of a report that is kept and not coded: its text and what is known of it, no claim, and the reason.
    pub fn set_aside(&self, report: &Report, why: Note) -> Record {
        assemble::set_aside(report, why)
    }

    /// The same coder with other kinds: those of a user among them.
    pub fn with_kinds(mut self, kinds: Kinds) -> Coder {
        self.knowledge.kinds = kinds;
        self
    }

    /// The versions that every record of this coder names. Kinds of a user change what is found, and not these.
    pub fn made(&self) -> Made {
        assemble::made()
    }

    /// What the model sees in a report, before any claim.
    pub fn read(&self, report: &Report) -> (Document, Reading) {
        let document = Document::of(report);
        let reading = self.reader.read(&document);
        (document, reading)
    }

    /// The reader, to read documents that are no reports.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The tables.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The kinds of claims.
    pub fn kinds(&self) -> &Kinds {
        &self.knowledge.kinds
    }
}
