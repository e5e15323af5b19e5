//! The words of the program and their arguments.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use diurna_fuse::policy::Policy;
use diurna_io::input::{Defaults, day_of};
use diurna_io::output::Format as Form;
use jiff::civil::Date;

/// Reads news reports and writes down who says that what happened, to whom, where, when, at what cost, and what was agreed.
#[derive(Debug, Parser)]
#[command(name = "diurna", version, disable_help_subcommand = true)]
pub struct Diurna {
    /// What to do.
    #[command(subcommand)]
    pub word: Word,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Word {
    /// Code reports: print their claims
    Code(Code),
    /// Read a report: print its grammar, names, speech and happenings, before any claim
    Read(Read),
    /// Print the journal of corrections of a record file
    Log(Log),
    /// Put records together: stories, tolls, disputes, and what became of what was agreed
    Fuse(Fuse),
    /// Write one page on a story, every sentence with its sources
    Brief(Brief),
    /// Write records in a form of the field
    Export(Export),
    /// Tell what changed between two records or exports
    Diff(Diff),
    /// Score the coder on gold reports
    Score(Score),
    /// Measure on a public corpus
    Bench(Bench),
    /// Run the examples and counter-examples of the kinds of claims
    Check(Check),
    /// List the kinds of claims
    Kinds,
    /// Tell why the words at an offset became this claim, or none
    Explain(Explain),
    /// Open a record file in the browser, to review it
    Serve(Serve),
    /// See whether the model and the tables load and work
    Doctor,
    /// Print the versions of the program, the model and the tables
    Version,
    /// Print completions for a shell
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// Write the manual into a folder, a page a word
    #[command(hide = true)]
    Man {
        /// Where the pages go.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// What is said about reports that do not say it themselves.
#[derive(Debug, Clone, Args)]
pub struct Known {
    /// The publication day of reports that name none, from which "on Tuesday" is reckoned
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<Date>,
    /// The publisher of reports that name none
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Another name for a key of JSON reports or a column of tables, like text=body
    #[arg(long = "map", value_name = "OURS=THEIRS", value_parser = pair)]
    pub keys: Vec<(String, String)>,
}

impl Known {
    /// The same as the readers of files want it.
    pub fn defaults(&self) -> Defaults {
        Defaults { published: self.published, publisher: self.publisher.clone(), keys: self.keys.clone() }
    }
}

/// `diurna code`.
#[derive(Debug, Args)]
pub struct Code {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|-")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub known: Known,
    /// How records are printed: text unless they go into a record file
    #[arg(long, value_enum)]
    pub format: Option<Format>,
    /// Keep the records in this record file, made where none is; reports it has from this model already are not coded again
    #[arg(long, value_name = "RECORD.db")]
    pub into: Option<PathBuf>,
    /// A folder of further kinds, a NAME.toml each, that are found by their patterns
    #[arg(long, value_name = "DIR")]
    pub kinds: Option<PathBuf>,
    /// Stop at the first report that cannot be read
    #[arg(long)]
    pub strict: bool,
    /// Leave the reports' text out of the records
    #[arg(long)]
    pub no_text: bool,
    /// How many threads code reports; the output does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub threads: Option<u16>,
}

/// How records are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Pages for a person
    Text,
    /// One list, laid out
    Json,
    /// A record a line
    Jsonl,
    /// The claims table, a row a claim
    Csv,
    /// The claims as typed columns, as `export --as parquet` writes them
    Parquet,
}

/// `diurna read`.
#[derive(Debug, Args)]
pub struct Read {
    /// A file, or - for standard input
    #[arg(value_name = "FILE|-", required_unless_present = "tokens", conflicts_with = "tokens")]
    pub path: Option<PathBuf>,
    #[command(flatten)]
    pub known: Known,
    /// How the reading is printed
    #[arg(long, value_enum, default_value_t = ReadFormat::Text)]
    pub format: ReadFormat,
    /// Read the tokens and sentences of a treebank file instead of raw text
    #[arg(long, value_name = "FILE.conllu")]
    pub tokens: Option<PathBuf>,
}

/// How a reading is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReadFormat {
    /// Pages for a person
    Text,
    /// A reading a line
    Json,
    /// CoNLL-U
    Conllu,
}

/// `diurna log`.
#[derive(Debug, Args)]
pub struct Log {
    /// A record file
    #[arg(value_name = "RECORD.db")]
    pub path: PathBuf,
    /// Of one report alone, by its name or number
    #[arg(long, value_name = "NAME")]
    pub report: Option<String>,
    /// An object a line, with the claims as the reviewer saw them
    #[arg(long)]
    pub json: bool,
}

/// `diurna fuse`.
#[derive(Debug, Args)]
pub struct Fuse {
    /// Files of records, a record a line, record files, or - for standard input
    #[arg(required = true, value_name = "RECORDS.jsonl|RECORD.db|-")]
    pub paths: Vec<PathBuf>,
}

/// `diurna brief`.
#[derive(Debug, Args)]
pub struct Brief {
    /// A file of records, a record a line, a record file, or - for standard input
    #[arg(value_name = "RECORDS.jsonl|RECORD.db")]
    pub path: PathBuf,
    /// Which story, as `fuse` names it, or the id of one of its reports
    #[arg(value_name = "STORY")]
    pub story: String,
}

/// `diurna export`.
#[derive(Debug, Args)]
pub struct Export {
    /// Records, one a line (- for standard input), or a record file
    #[arg(value_name = "RECORDS.jsonl|RECORD.db")]
    pub path: PathBuf,
    /// The form
    #[arg(long = "as", value_name = "FORM", value_parser = form())]
    pub form: Form,
    /// Which figure stands where figures differ
    #[arg(long, value_name = "POLICY", value_parser = policy(), default_value = "all-claims")]
    pub policy: Policy,
    /// Leave people's corrections out
    #[arg(long)]
    pub raw: bool,
    /// A file, or a folder for a package; standard output where none is named
    #[arg(short, long, value_name = "FILE|DIR")]
    pub output: Option<PathBuf>,
    /// A folder of further kinds, a NAME.toml each, whose codes count too
    #[arg(long, value_name = "DIR")]
    pub kinds: Option<PathBuf>,
}

/// `diurna diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// Records, a record file, an export, or a package
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The same, later
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// One object a line
    #[arg(long)]
    pub json: bool,
}

/// `diurna score`.
#[derive(Debug, Args)]
pub struct Score {
    /// Gold files, or folders of them (without their subfolders)
    #[arg(required_unless_present = "stories", value_name = "GOLD")]
    pub paths: Vec<PathBuf>,
    /// Score stories instead: a folder of gold stories, a folder each
    #[arg(long, value_name = "DIR", conflicts_with = "paths")]
    pub stories: Option<PathBuf>,
    /// Code the texts of the stories, instead of taking their gold claims
    #[arg(long, requires = "stories")]
    pub from_text: bool,
    /// One object on one line
    #[arg(long)]
    pub json: bool,
    /// What was missed, what is too many, and what is wrong, claim by claim
    #[arg(long)]
    pub errors: bool,
}

/// `diurna bench`.
#[derive(Debug, Args)]
pub struct Bench {
    /// Which corpus
    #[arg(value_enum)]
    pub suite: Suite,
    /// Where it lies
    pub path: PathBuf,
    /// One object on one line
    #[arg(long)]
    pub json: bool,
}

/// The public corpora.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Suite {
    /// A treebank in CoNLL-U: tagging, parsing, words and sentences
    Ud,
    /// cameo_ner's files: source and target of one-sentence events
    Actors,
    /// A treebank with Entity= marks: which mentions stand for the same
    Chains,
    /// PolNeAR's text/ and attributions/: who said what
    Speech,
    /// TimeML: dates, times, durations
    Time,
    /// LGL, TR-News or GeoVirus XML: places
    Places,
    /// PLOVER sentences (PLV_*.tsv) or GSR records (JSON): who does what to whom
    Roles,
    /// UDS-IH2 factuality JSON lines: whether it was so
    Actuality,
    /// Our own sentences of gold/modality: what was denied, feared, demanded or planned never counts as happened
    Modality,
    /// CASE-2021 task 2 TSV: ACLED sub-event types
    Classes,
    /// GVA's articles and incidents, or Airwars': how many were killed and injured
    Tolls,
    /// Articles to incidents: GVA's articles and incidents, and a records.jsonl beside them where they are coded already
    Stories,
    /// Saved pages and their articles: Mozilla readability's test pages, or scrapinghub's article extraction benchmark
    Pages,
    /// The MUC-4 messages and their keys: a figure a slot
    Muc4,
    /// The English number specifications of Recognizers-Text
    Numbers,
}

/// `diurna explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// A file, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub path: PathBuf,
    /// A code point of the report's text
    #[arg(long, value_name = "OFFSET")]
    pub at: usize,
    #[command(flatten)]
    pub known: Known,
    /// A folder of further kinds, a NAME.toml each, that are found by their patterns
    #[arg(long, value_name = "DIR")]
    pub kinds: Option<PathBuf>,
}

/// `diurna serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The record file
    #[arg(value_name = "RECORD.db")]
    pub path: PathBuf,
    /// The port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 8417)]
    pub port: u16,
    /// Another address to listen on than this machine's own; it needs a token
    #[arg(long, value_name = "ADDR")]
    pub bind: Option<std::net::IpAddr>,
    /// What a browser must show: at least 16 letters and digits
    #[arg(long, value_name = "T")]
    pub token: Option<String>,
}

/// `diurna check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Files of kinds, or folders of them, that are added to those of the program or replace them
    #[arg(value_name = "KIND.toml")]
    pub paths: Vec<PathBuf>,
}

/// A policy by its name.
fn policy() -> impl TypedValueParser<Value = Policy> {
    let names = PossibleValuesParser::new(Policy::ALL.map(Policy::name));
    names.map(|name| Policy::parse(&name).expect("clap lets only these names through"))
}

/// A form by its word.
fn form() -> impl TypedValueParser<Value = Form> {
    let words = PossibleValuesParser::new(Form::ALL.iter().map(|form| form.word()));
    words.map(|word| Form::parse(&word).expect("clap lets only these words through"))
}

fn day(written: &str) -> Result<Date, String> {
    day_of(written).ok_or_else(|| "not a date; write it as 2024-03-05".to_owned())
}

fn pair(written: &str) -> Result<(String, String), String> {
    let (ours, theirs) = written.split_once('=').ok_or("write it as text=body")?;
    let keys = ["id", "url", "publisher", "published", "title", "text", "html", "language"];
    match keys.contains(&ours) && !theirs.is_empty() {
        true => Ok((ours.to_owned(), theirs.to_owned())),
        false => Err(format!("the key before = is one of {}", keys.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_words_hold_together() {
        Diurna::command().debug_assert();
    }

    #[test]
    fn keys_are_mapped_from_ours_to_theirs() {
        assert_eq!(pair("text=body"), Ok(("text".to_owned(), "body".to_owned())));
        assert!(pair("body=text").is_err() && pair("text").is_err());
    }
}
