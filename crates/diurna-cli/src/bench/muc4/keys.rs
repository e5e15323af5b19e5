//! The messages of MUC-4 and what their keys want, slot by slot.
//!
//! In: a folder of message files and key files, or GTT's JSON lines. Out: messages with the fillers of all their templates together. A
//! filler is one thing with its other names, any of which will do; fillers marked as doubtful may be left out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::{read, told};

/// What a slot asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Type,
    Date,
    Location,
    Instrument,
    Individual,
    Organization,
    PhysicalTarget,
    HumanTarget,
    TargetName,
    TargetNumber,
    TargetEffect,
    Dead,
    Injured,
}

/// One filler of a slot.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filler {
    /// What it may be called.
    pub names: Vec<String>,
    /// What is said of it: a number, an effect.
    pub value: Option<String>,
    /// Whether it may be left out.
    pub doubtful: bool,
}

/// A message with the fillers of its templates; a slot that the keys do not speak of is not in the map.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub text: String,
    pub wanted: BTreeMap<Slot, Vec<Filler>>,
}

/// Every message that has a key, by its name. Raw keys are preferred to GTT's.
pub(super) fn messages(path: &Path) -> Result<Vec<Message>, String> {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut keys: BTreeMap<String, BTreeMap<Slot, Vec<Filler>>> = BTreeMap::new();
    let mut reduced = Vec::new();
    for file in below(path)? {
        if file.extension().is_some_and(|ending| ending == "json") {
            reduced.push(file);
            continue;
        }
        let Ok(bytes) = fs::read(&file) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        if text.contains("MESSAGE: ID") {
            for (id, slots) in templates(&text) {
                let wanted = keys.entry(id).or_default();
                for (slot, fillers) in slots {
                    let known: &mut Vec<Filler> = wanted.entry(slot).or_default();
                    for filler in fillers {
                        if matches!(slot, Slot::Dead | Slot::Injured) || !known.contains(&filler) {
                            known.push(filler);
                        }
                    }
                }
            }
        } else {
            texts.extend(split(&text));
        }
    }
    let mut messages: Vec<Message> =
        keys.into_iter().filter_map(|(id, wanted)| Some(Message { text: texts.get(&id)?.clone(), wanted })).collect();
    if messages.is_empty() {
        for file in reduced {
            messages.extend(gtt(&file)?);
        }
    }
    if messages.is_empty() { Err(format!("{}: no messages with keys in it", path.display())) } else { Ok(messages) }
}

/// The path, or every file below it, sorted.
fn below(path: &Path) -> Result<Vec<PathBuf>, String> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|error| told(&folder, &error))? {
            let entry = entry.map_err(|error| told(&folder, &error))?.path();
            if entry.is_dir() { folders.push(entry) } else { files.push(entry) }
        }
    }
    files.sort();
    Ok(files)
}

/// The messages of a file: each begins with its name on a line of its own ("DEV-MUC3-0001 (NOSC)").
fn split(text: &str) -> Vec<(String, String)> {
    let mut messages: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        match name(line) {
            Some(id) => messages.push((id.to_owned(), String::new())),
            None => {
                if let Some((_, body)) = messages.last_mut() {
                    body.push_str(line);
                    body.push('\n');
                }
            }
        }
    }
    messages
}

/// The name of a message, where a line begins with one: "TST2-MUC4-0001".
fn name(line: &str) -> Option<&str> {
    let word = line.split_whitespace().next()?;
    let mut parts = word.split('-');
    let set = parts.next()?;
    let known = (set.starts_with("DEV") || set.starts_with("TST")) && parts.next()?.starts_with("MUC");
    (known && line.starts_with(set) && parts.next()?.bytes().all(|byte| byte.is_ascii_digit())).then_some(word)
}

/// The templates of a key file, each with the message it belongs to and its fillers.
fn templates(text: &str) -> Vec<(String, BTreeMap<Slot, Vec<Filler>>)> {
    let mut found = Vec::new();
    let mut id = String::new();
    let mut rows: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    let mut row = None;
    let mut close = |id: &str, rows: &mut BTreeMap<u8, Vec<String>>| {
        if !id.is_empty() {
            found.push((id.to_owned(), slots(rows)));
        }
        rows.clear();
    };
    for line in text.lines().filter(|line| !line.starts_with(";")) {
        match numbered(line) {
            Some((number, value)) => {
                if number == 0 {
                    close(&id, &mut rows);
                    id = name(value).unwrap_or("").to_owned();
                }
                rows.entry(number).or_default().push(value.to_owned());
                row = Some(number);
            }
            None if line.trim().is_empty() => row = None,
            None => {
                if let Some(values) = row.and_then(|row| rows.get_mut(&row)) {
                    values.push(line.trim().to_owned());
                }
            }
        }
    }
    close(&id, &mut rows);
    found
}

/// "12. PHYS TGT: ID   value": the number and the value.
fn numbered(line: &str) -> Option<(u8, &str)> {
    let (number, rest) = line.split_once('.')?;
    let number = number.trim().parse().ok()?;
    let (_, rest) = rest.split_once(": ")?;
    let value = rest.find("  ").map_or("", |at| rest[at..].trim());
    Some((number, value))
}

/// The fillers of one template.
fn slots(rows: &BTreeMap<u8, Vec<String>>) -> BTreeMap<Slot, Vec<Filler>> {
    let fillers = |row: u8| -> Vec<Filler> { rows.get(&row).map(|values| joined(values)).unwrap_or_default() };
    let doubtful = rows.get(&1).is_some_and(|values| values.iter().any(|value| value.contains("OPTIONAL")));
    let mut slots = BTreeMap::new();
    let plain = [
        (Slot::Type, 4),
        (Slot::Date, 2),
        (Slot::Location, 3),
        (Slot::Instrument, 6),
        (Slot::Individual, 9),
        (Slot::Organization, 10),
        (Slot::PhysicalTarget, 12),
        (Slot::TargetName, 18),
        (Slot::TargetNumber, 21),
        (Slot::TargetEffect, 23),
    ];
    for (slot, row) in plain {
        slots.insert(slot, fillers(row));
    }
    // A target with a name and a description is one target: the description says whose it is behind a colon.
    let mut humans = fillers(18);
    for mut target in fillers(19) {
        let own = humans.iter_mut().find(|human| human.names.iter().any(|name| target.names.contains(name)));
        match own {
            Some(human) => human.names.append(&mut target.names),
            None => humans.push(target),
        }
    }
    slots.insert(Slot::HumanTarget, humans);
    let numbers = fillers(21);
    for (slot, effect) in [(Slot::Dead, "DEATH"), (Slot::Injured, "INJURY")] {
        let harmed = fillers(23).into_iter().filter(|target| target.value.as_deref() == Some(effect));
        let of = |target: &Filler| {
            let same = |other: &&Filler| other.names.iter().any(|name| target.names.contains(name));
            let number = numbers.iter().find(same)?.value.clone()?;
            let number = number.trim_start_matches('~').trim();
            number.parse::<u64>().ok().map(|number| Filler { names: vec![number.to_string()], ..Filler::default() })
        };
        slots.insert(slot, harmed.filter_map(|target| of(&target)).collect());
    }
    if doubtful {
        slots.values_mut().flatten().for_each(|filler| filler.doubtful = true);
    }
    slots
}

/// The fillers of a row: one a line, other names behind a slash, also on the next line.
fn joined(values: &[String]) -> Vec<Filler> {
    let mut lines: Vec<String> = Vec::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        match lines.last_mut() {
            Some(last) if value.starts_with('/') || last.ends_with('/') || last.ends_with(':') => {
                last.push(' ');
                last.push_str(value);
            }
            _ => lines.push(value.clone()),
        }
    }
    lines.iter().filter_map(|line| filler(line)).collect()
}

/// `? "A" / "B"`, `DEATH: "A" / "B"`, `2: "A"`, `BOMBING / ATTACK`.
fn filler(line: &str) -> Option<Filler> {
    let doubtful = line.starts_with('?');
    let line = line.trim_start_matches('?').trim();
    if line.is_empty() || line.starts_with('*') || line == "-" {
        return None;
    }
    let Some(quote) = line.find('"') else {
        let names = line.split(" / ").map(|name| name.trim().to_owned()).collect();
        return Some(Filler { names, value: None, doubtful });
    };
    let names: Vec<String> = line.split('"').skip(1).step_by(2).map(str::to_owned).filter(|name| name != "-").collect();
    let value = line[..quote].trim().trim_end_matches(':').trim();
    let value = (!value.is_empty()).then(|| value.to_owned());
    (!names.is_empty()).then_some(Filler { names, value, doubtful })
}

/// GTT's form: a message a line, five roles, names with their places.
fn gtt(file: &Path) -> Result<Vec<Message>, String> {
    let text = read(file)?;
    let mut messages = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |why: &str| format!("{}:{}: {why}", file.display(), index + 1);
        let object: Value = serde_json::from_str(line).map_err(|error| wrong(&error.to_string().to_lowercase()))?;
        let body = object["doctext"].as_str().ok_or_else(|| wrong("no doctext"))?;
        let roles = [
            ("PerpInd", Slot::Individual),
            ("PerpOrg", Slot::Organization),
            ("Target", Slot::PhysicalTarget),
            ("Victim", Slot::HumanTarget),
            ("Weapon", Slot::Instrument),
        ];
        let mut wanted: BTreeMap<Slot, Vec<Filler>> = BTreeMap::new();
        for template in object["templates"].as_array().ok_or_else(|| wrong("no templates"))? {
            let of_type = template["incident_type"].as_str().unwrap_or("").to_uppercase();
            let names = of_type.split(" / ").map(str::to_owned).collect();
            let mut fillers = vec![(Slot::Type, Filler { names, ..Filler::default() })];
            for (role, slot) in roles {
                for entity in template[role].as_array().into_iter().flatten() {
                    let names = entity.as_array().into_iter().flatten();
                    let names: Vec<String> = names.filter_map(|name| name[0].as_str().map(str::to_uppercase)).collect();
                    fillers.push((slot, Filler { names, ..Filler::default() }));
                }
            }
            for (slot, filler) in fillers {
                let known = wanted.entry(slot).or_default();
                if !filler.names.is_empty() && !known.contains(&filler) {
                    known.push(filler);
                }
            }
        }
        for (_, slot) in roles.into_iter().chain([("", Slot::Type)]) {
            wanted.entry(slot).or_default();
        }
        messages.push(Message { text: body.to_owned(), wanted });
    }
    Ok(messages)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "0.  MESSAGE: ID                     DEV-MUC3-0007 (X)\n1.  MESSAGE: TEMPLATE               1\n\
        2.  INCIDENT: DATE                  03 JAN 90\n4.  INCIDENT: TYPE                  BOMBING / ATTACK\n\
        9.  PERP: INDIVIDUAL ID             ? \"GUNMEN\" / \"THE MEN\"\n18. HUM TGT: NAME                   \"ANA RUIZ\"\n\
        19. HUM TGT: DESCRIPTION            \"NURSE\": \"ANA RUIZ\"\n                                    \"FARMERS\"\n\
        21. HUM TGT: NUMBER                 1: \"ANA RUIZ\"\n                                    3: \"FARMERS\"\n\
        23. HUM TGT: EFFECT OF INCIDENT     DEATH: \"ANA RUIZ\"\n                                    INJURY: \"FARMERS\"\n\n";

    #[test]
    fn a_template_is_read_slot_by_slot() {
        let found = templates(KEY);
        let (id, slots) = &found[0];
        assert_eq!((found.len(), id.as_str()), (1, "DEV-MUC3-0007"));
        assert_eq!(slots[&Slot::Type][0].names, ["BOMBING", "ATTACK"]);
        assert!(slots[&Slot::Individual][0].doubtful && slots[&Slot::Individual][0].names.len() == 2);
        assert_eq!(slots[&Slot::HumanTarget].len(), 2);
        assert_eq!(slots[&Slot::Dead][0].names, ["1"]);
        assert_eq!(slots[&Slot::Injured][0].names, ["3"]);
        assert!(slots[&Slot::PhysicalTarget].is_empty());
    }

    #[test]
    fn messages_begin_with_their_names() {
        let found = split("DEV-MUC3-0007 (X)\n\n   A CLASH.\n\nTST2-MUC4-0001\n\n   A BLAST.\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].1.contains("CLASH") && found[1].0 == "TST2-MUC4-0001");
    }
}
