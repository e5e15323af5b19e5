//! The table of places, read where it lies.
//!
//! In: the bytes that `cargo xtask gazetteer` packed. Out: the places that a name may stand for. Opening it checks the head and reads
//! two small word files; a place is decoded when it is asked for, so nothing of the 290 000 rows is ever copied. It never guesses:
//! which of the places is meant is the business of `rank`.

use super::disputed::{Areas, Dispute};
use super::rank::Weights;
use super::words::Words;
use crate::resolve::fold::fold;
use diurna_record::Grain;
use std::fmt;

const HEAD: &[u8] = b"DIURNA PLACES 1\n";
const ROW: usize = 17;
const NONE: u32 = u32::MAX;

/// Why the embedded table could not be opened.
#[derive(Debug)]
pub struct GazetteerError(pub(super) String);

impl fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GazetteerError {}

/// A country's ISO 3166 code of two letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Country([u8; 2]);

impl Country {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

/// How a name stands to the place it may mean.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Naming {
    /// The name that the table puts first.
    Main,
    /// Another name or spelling of it.
    Other,
    /// The name without its article.
    Short,
    /// An adjective or a people of it: "Yemeni".
    Adjective,
}

/// The number of a place in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlaceId(u32);

/// One place that a name may stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its number in the table.
    pub id: PlaceId,
    /// The name that the table puts first.
    pub name: &'static str,
    /// How the name that was asked for stands to it.
    pub naming: Naming,
    /// Its number in GeoNames, where it has one.
    pub geonameid: Option<u32>,
    /// The state it lies in; none for seas and for lands of several states.
    pub country: Option<Country>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The power of ten of the people who live there; 0 where that is not known.
    pub people: f64,
    /// How large it is.
    pub grain: Grain,
    /// The first division it lies in or is, as a number of the table.
    pub(super) division: Option<u16>,
    /// Whether it is the capital of its country.
    pub capital: bool,
}

impl Candidate {
    /// Kilometres to another place, on a flat map: good enough to tell near from far.
    pub fn kilometres(&self, other: &Candidate) -> f64 {
        let down = self.lat - other.lat;
        let turn = (self.lon - other.lon + 540.0).rem_euclid(360.0) - 180.0;
        let right = turn * ((self.lat + other.lat) / 2.0).to_radians().cos();
        111.2 * (down * down + right * right).sqrt()
    }
}

/// A name's posting: which place, how named, and whether the name is written in capitals only.
pub(super) struct Posting {
    pub(super) id: PlaceId,
    pub(super) naming: Naming,
    pub(super) capitals: bool,
    /// It counts only with a full stop after it: "Ky.".
    pub(super) dotted: bool,
}

/// All places, with the words around them and the disputed areas.
pub struct Gazetteer {
    bytes: &'static [u8],
    parts: [usize; 6],
    rows: usize,
    countries: usize,
    pub(super) keys: fst::Map<&'static [u8]>,
    pub(super) words: Words,
    areas: Areas,
    /// How the places of one name are ranked.
    pub(super) weights: Weights,
}

impl Gazetteer {
    /// The table that the program carries; costs the parsing of two small word files.
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        Gazetteer::open(diurna_data::PLACES_GAZETTEER)
    }

    fn open(bytes: &'static [u8]) -> Result<Gazetteer, GazetteerError> {
        let bad = |why: &str| GazetteerError(format!("data/places/gazetteer.bin: {why}"));
        if !bytes.starts_with(HEAD) {
            return Err(bad("not a table of places"));
        }
        let number = |n: usize| read_u32(bytes, HEAD.len() + 4 * n) as usize;
        let parts: [usize; 6] = std::array::from_fn(|n| number(3 + n));
        if parts.windows(2).any(|pair| pair[0] > pair[1])
            || parts[5] > bytes.len()
            || parts[1] - parts[0] != number(0) * ROW
        {
            return Err(bad("its parts do not fit"));
        }
        let keys = fst::Map::new(&bytes[parts[5]..]).map_err(|error| bad(&error.to_string()))?;
        Ok(Gazetteer {
            bytes,
            parts,
            rows: number(0),
            countries: number(1),
            keys,
            words: Words::embedded()?,
            areas: Areas::embedded()?,
            weights: Weights::embedded().map_err(|error| GazetteerError(error.to_string()))?,
        })
    }

    /// The places that a name may stand for, the most peopled first; empty where nobody lives under that name.
    pub fn candidates(&self, name: &str) -> Vec<Candidate> {
        let key = fold(name);
        let found = self.keyed(&key);
        if !found.is_empty() {
            return found;
        }
        match key.split_once(' ') {
            Some((article, rest)) if self.words.is_article(article) => self.keyed(rest),
            Some((short, rest)) => {
                self.words.long_form(short).map_or(found, |long| self.keyed(&format!("{long} {rest}")))
            }
            _ => found,
        }
    }

    /// The places under a folded name.
    pub(super) fn keyed(&self, key: &str) -> Vec<Candidate> {
        self.keys
            .get(key)
            .map(|first| self.postings(first))
            .unwrap_or_default()
            .iter()
            .filter_map(|posting| self.candidate(posting))
            .collect()
    }

    pub(super) fn postings(&self, first: u64) -> Vec<Posting> {
        let mut list = Vec::new();
        let mut at = self.parts[4] + first as usize * 4;
        while at + 4 <= self.parts[5] {
            let word = read_u32(self.bytes, at);
            let naming = [Naming::Main, Naming::Other, Naming::Short, Naming::Adjective][(word & 3) as usize];
            list.push(Posting { id: PlaceId(word >> 5), naming, capitals: word & 4 != 0, dotted: word & 8 != 0 });
            if word & 16 != 0 {
                break;
            }
            at += 4;
        }
        list
    }

    pub(super) fn candidate(&self, posting: &Posting) -> Option<Candidate> {
        let row = self.bytes.get(self.parts[0]..self.parts[1])?.get(posting.id.0 as usize * ROW..)?.get(..ROW)?;
        let number = |from: usize| u32::from_le_bytes([row[from], row[from + 1], row[from + 2], 0]);
        let signed = |from: usize| f64::from((number(from) << 8) as i32 >> 8) / 1e4;
        let grain = match row[16] {
            0 => Grain::Point,
            1 => Grain::Settlement,
            2 => Grain::District,
            3 => Grain::Region,
            4 => Grain::Country,
            _ => Grain::Other,
        };
        let country = self.country(row[12]);
        let capital = country.is_some_and(|(_, _, capital)| capital == Some(posting.id));
        let division = u16::from_le_bytes([row[13], row[14]]);
        Some(Candidate {
            id: posting.id,
            name: self.name(number(9) as usize),
            naming: posting.naming,
            geonameid: Some(number(6)).filter(|id| *id != 0),
            country: country.map(|(code, _, _)| code),
            lat: signed(0),
            lon: signed(3),
            people: f64::from(row[15]) / 32.0,
            grain,
            division: Some(division).filter(|division| *division != u16::MAX),
            capital,
        })
    }

    /// The country under a code.
    pub(super) fn country_place(&self, code: Country) -> Option<Candidate> {
        let (_, row, _) =
            (0..self.countries).filter_map(|n| self.country(n as u8)).find(|(known, _, _)| *known == code)?;
        self.candidate(&Posting { id: row, naming: Naming::Main, capitals: false, dotted: false })
    }

    /// The capital of a country, where the table has one.
    pub fn capital(&self, code: Country) -> Option<Candidate> {
        let (_, _, capital) =
            (0..self.countries).filter_map(|n| self.country(n as u8)).find(|(known, _, _)| *known == code)?;
        self.candidate(&Posting { id: capital?, naming: Naming::Main, capitals: false, dotted: false })
    }

    /// Whose a disputed area is on a day, as far as data/places/disputed.toml tells; none for places not in dispute.
    pub fn dispute(&self, name: &str, day: Option<jiff::civil::Date>) -> Option<Dispute<'_>> {
        self.areas.dispute(&fold(name), day)
    }

    fn country(&self, index: u8) -> Option<(Country, PlaceId, Option<PlaceId>)> {
        let at = self.parts[1] + usize::from(index) * 10;
        if usize::from(index) >= self.countries {
            return None;
        }
        let code = Country([self.bytes[at], self.bytes[at + 1]]);
        let capital = Some(read_u32(self.bytes, at + 6)).filter(|row| *row != NONE).map(PlaceId);
        Some((code, PlaceId(read_u32(self.bytes, at + 2)), capital))
    }

    fn name(&self, offset: usize) -> &'static str {
        let names = self.bytes.get(self.parts[3]..self.parts[4]).unwrap_or_default();
        let length = names.get(offset).copied().map_or(0, usize::from);
        names.get(offset + 1..offset + 1 + length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or("")
    }

    /// How many places the table holds.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether the table holds no place.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }
}

fn read_u32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
}
