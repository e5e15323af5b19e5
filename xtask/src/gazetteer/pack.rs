//! The table's bytes. All numbers are little endian.
//!
//! | part | holds |
//! |---|---|
//! | head | "DIURNA PLACES 1\n", then 9 × u32: rows, countries, first divisions, and the offsets of the six parts below |
//! | rows | 17 bytes each: lat i24, lon i24 (1e-4 degrees), geonameid u24, name u24 (offset), country u8, first division u16, people u8 (32 × log10), grain u8 |
//! | countries | 10 bytes each: ISO code, row of the country u32, row of the capital u32 (u32::MAX: none) |
//! | divisions | u32 each: the row of the first division |
//! | names | a length byte and UTF-8 each |
//! | postings | u32 each: a row, shifted left by 5, its naming in bits 0–1, bit 2 for a name all in capitals, bit 3 for one with a full stop at its end, bit 4 on the last of a name |
//! | keys | an fst map of folded names to the first posting |

use super::{Gathered, Grain, Naming, Row, fold::fold};
use std::collections::BTreeMap;

const NONE: u32 = u32::MAX;

/// The whole table.
pub fn pack(gathered: &Gathered) -> Result<Vec<u8>, String> {
    let countries = country_rows(gathered);
    let divisions = division_rows(gathered);
    let index: BTreeMap<&str, u8> = countries.keys().copied().zip(0..).collect();
    let division_index: BTreeMap<&str, u16> = divisions.keys().copied().zip(0..).collect();
    let mut names = Names::default();
    let mut rows = Vec::with_capacity(gathered.rows.len() * 17);
    for row in &gathered.rows {
        rows.extend(i24(row.lat * 1e4)?);
        rows.extend(i24(row.lon * 1e4)?);
        rows.extend(u24(row.geonameid)?);
        rows.extend(u24(names.add(&row.name))?);
        rows.push(row.country.as_deref().and_then(|code| index.get(code)).copied().unwrap_or(u8::MAX));
        let division = row.admin1.as_deref().and_then(|code| division_index.get(code)).copied().unwrap_or(u16::MAX);
        rows.extend(division.to_le_bytes());
        rows.push(((row.people as f64 + 1.0).log10() * 32.0).min(255.0) as u8);
        rows.push(row.grain as u8);
    }
    let mut country_bytes = Vec::new();
    for (code, row) in &countries {
        country_bytes.extend(code.as_bytes());
        country_bytes.extend(row.to_le_bytes());
        country_bytes.extend(capital(gathered, code).to_le_bytes());
    }
    let division_bytes: Vec<u8> = divisions.values().flat_map(|row| row.to_le_bytes()).collect();
    let (postings, keys) = index_names(&gathered.rows)?;
    let parts = [rows, country_bytes, division_bytes, names.bytes, postings, keys];
    let mut bytes = b"DIURNA PLACES 1\n".to_vec();
    for number in [gathered.rows.len(), countries.len(), divisions.len()] {
        bytes.extend((number as u32).to_le_bytes());
    }
    let mut offset = bytes.len() + 4 * parts.len();
    for part in &parts {
        bytes.extend((offset as u32).to_le_bytes());
        offset += part.len();
    }
    parts.iter().for_each(|part| bytes.extend(part));
    Ok(bytes)
}

fn country_rows(gathered: &Gathered) -> BTreeMap<&str, u32> {
    let rows = gathered.rows.iter().zip(0..).filter(|(row, _)| row.grain == Grain::Country);
    rows.filter_map(|(row, number)| Some((row.country.as_deref()?, number))).collect()
}

fn division_rows(gathered: &Gathered) -> BTreeMap<&str, u32> {
    let mut divisions = BTreeMap::new();
    for (row, number) in gathered.rows.iter().zip(0..).filter(|(row, _)| row.grain == Grain::Region) {
        if let Some(code) = &row.admin1 {
            divisions.entry(code.as_str()).or_insert(number);
        }
    }
    divisions
}

fn capital(gathered: &Gathered, code: &str) -> u32 {
    let Some(name) = gathered.capitals.get(code).filter(|name| !name.is_empty()) else { return NONE };
    let key = fold(name);
    let rows = gathered
        .rows
        .iter()
        .zip(0..)
        .filter(|(row, _)| row.grain == Grain::Settlement && row.country.as_deref() == Some(code));
    let named =
        rows.filter(|(row, _)| row.names.iter().any(|(name, naming)| *naming != Naming::Short && fold(name) == key));
    named.max_by_key(|(row, number)| (row.people, u32::MAX - number)).map_or(NONE, |(_, number)| number)
}

fn index_names(rows: &[Row]) -> Result<(Vec<u8>, Vec<u8>), String> {
    let mut index: BTreeMap<String, Vec<(Naming, u32, u32)>> = BTreeMap::new();
    for (row, number) in rows.iter().zip(0_u32..) {
        for (name, naming) in &row.names {
            let key = fold(name);
            let capitals = !name.chars().any(char::is_lowercase);
            let dotted = name.ends_with('.') && !capitals;
            let marks = u32::from(capitals) << 2 | u32::from(dotted) << 3;
            let list = index.entry(key).or_default();
            if !list.iter().any(|(_, other, _)| *other == number) {
                list.push((*naming, number, marks));
            }
        }
    }
    index.remove("");
    let mut postings = Vec::new();
    let mut keys = fst::MapBuilder::memory();
    for (key, mut list) in index {
        list.sort_by_key(|(naming, number, _)| {
            (*naming == Naming::Adjective, u64::MAX - rows[*number as usize].people, *number)
        });
        keys.insert(&key, (postings.len() / 4) as u64).map_err(|error| format!("{key}: {error}"))?;
        let last = list.len() - 1;
        for (place, (naming, number, marks)) in list.into_iter().enumerate() {
            let flags = naming as u32 | marks | u32::from(place == last) << 4;
            postings.extend((number << 5 | flags).to_le_bytes());
        }
    }
    Ok((postings, keys.into_inner().map_err(|error| error.to_string())?))
}

/// The names' bytes, each name once.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    known: BTreeMap<String, u32>,
}

impl Names {
    fn add(&mut self, name: &str) -> u32 {
        if let Some(offset) = self.known.get(name) {
            return *offset;
        }
        let offset = self.bytes.len() as u32;
        let mut end = name.len().min(255);
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        self.bytes.push(end as u8);
        self.bytes.extend(&name.as_bytes()[..end]);
        self.known.insert(name.to_owned(), offset);
        offset
    }
}

fn u24(number: u32) -> Result<[u8; 3], String> {
    let [a, b, c, d] = number.to_le_bytes();
    if d == 0 { Ok([a, b, c]) } else { Err(format!("{number} does not fit in 24 bits")) }
}

fn i24(number: f64) -> Result<[u8; 3], String> {
    if !(-8_388_608.0..8_388_608.0).contains(&number) {
        return Err(format!("{number} does not fit in 24 bits"));
    }
    let [a, b, c, _] = (number.round() as i32).to_le_bytes();
    Ok([a, b, c])
}
