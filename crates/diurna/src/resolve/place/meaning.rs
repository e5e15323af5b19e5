//! From a phrase to its place.
//!
//! In: the phrases of a report in the order of its text. Out: one place each. A name is ranked with what the phrase and the report say about
//! it; a phrase without a name stands for a place named nearby. Nothing is looked up for the sake of an answer: where no name
//! suits, the state of the surroundings is all that is told.

use super::Setting;
use super::gazetteer::{Candidate, Country, Gazetteer, Naming};
use super::ground::Ground;
use super::phrase::{Kind, Name, Phrase, parse};
use super::rank::{Around, Sign, lies_in, prior, rank, rivals, signs};
use super::stand_in;
use diurna_record::{Grain, Place, Rival};
use diurna_text::Span;

/// A place before it is written out.
#[derive(Clone, Debug, Default)]
pub(super) struct Where {
    pub(super) name: Option<String>,
    pub(super) geonameid: Option<u32>,
    pub(super) country: Option<Country>,
    /// Degrees north and east; only of a settlement or a point.
    pub(super) at: Option<(f64, f64)>,
    pub(super) grain: Grain,
    pub(super) rivals: Vec<Rival>,
    /// The row of the table that it is or lies at.
    pub(super) row: Option<Candidate>,
}

/// A phrase with its place, for the phrases after it.
pub(super) struct Told {
    pub(super) at: Span,
    pub(super) phrase: Phrase,
    pub(super) place: Where,
}

/// The work on one report.
pub(super) struct Work<'a> {
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) setting: &'a Setting<'a>,
    pub(super) ground: Ground,
    pub(super) told: Vec<Told>,
}

/// A place with a point to draw it at.
#[derive(Clone, Debug, Default)]
pub struct Located {
    /// The place as a record tells it.
    pub place: Place,
    /// Degrees north and east of its middle, for places of every size: what a map or a comparison of gazetteers needs, and no fact of
    /// the report.
    pub middle: Option<(f64, f64)>,
}

/// The places that the phrases at `mentions` mean, one each, in the order of `mentions`.
pub fn resolve(mentions: &[Span], setting: &Setting, gazetteer: &Gazetteer) -> Vec<Place> {
    locate(mentions, setting, gazetteer).into_iter().map(|located| located.place).collect()
}

/// The places that one phrase may mean, each with what speaks for it and against it: what training/places.py learns from.
pub type Choices = Vec<(Candidate, Vec<(&'static str, f64)>)>;

/// The choices of the phrases at `mentions`, one list each, in their order; empty where the phrase is no single name of the table.
pub fn choices(mentions: &[Span], setting: &Setting, gazetteer: &Gazetteer) -> Vec<Choices> {
    let work = Work { gazetteer, setting, ground: Ground::of(setting, gazetteer), told: Vec::new() };
    let of = |&at: &Span| {
        let phrase = parse(gazetteer, at.of(setting.text));
        let [name] = phrase.own.as_slice() else { return Vec::new() };
        let around = work.around(at, &phrase, name, phrase.kind.as_ref().map(|kind| kind.grain));
        let places = name.candidates.iter().filter(|candidate| candidate.naming != Naming::Adjective);
        let told = |place: &Candidate| {
            let signs = signs(place, &name.candidates, &around);
            let named = Sign::ALL.iter().map(|sign| sign.as_str()).zip(signs);
            (place.clone(), named.filter(|(_, value)| *value != 0.0).collect())
        };
        places.map(told).collect()
    };
    mentions.iter().map(of).collect()
}

/// As [`resolve`], with the middles of regions and countries too.
pub fn locate(mentions: &[Span], setting: &Setting, gazetteer: &Gazetteer) -> Vec<Located> {
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|number| (mentions[*number], *number));
    let mut work = Work { gazetteer, setting, ground: Ground::of(setting, gazetteer), told: Vec::new() };
    let mut places: Vec<Located> = vec![Located::default(); mentions.len()];
    for number in order {
        let at = mentions[number];
        let text = at.of(setting.text);
        let phrase = parse(gazetteer, text);
        let place = work.place(at, text, &phrase);
        let middle = place.at.or(place.row.as_ref().map(|row| (row.lat, row.lon)));
        places[number] = Located { place: written(at, text, &place), middle };
        work.told.push(Told { at, phrase, place });
    }
    places
}

fn written(at: Span, text: &str, place: &Where) -> Place {
    Place {
        at,
        text: text.to_owned(),
        name: place.name.clone(),
        geonameid: place.geonameid.map(u64::from),
        country: place.country.map(|country| country.as_str().to_owned()),
        lat: place.at.map(|(lat, _)| lat),
        lon: place.at.map(|(_, lon)| lon),
        grain: place.grain,
        rivals: place.rivals.clone(),
    }
}

impl Work<'_> {
    fn place(&self, at: Span, text: &str, phrase: &Phrase) -> Where {
        if phrase.whole_country {
            return self.country(self.ground.main_country());
        }
        if phrase.kind.as_ref().is_some_and(|kind| self.gazetteer.words.is_several_states(&kind.word)) {
            return Where { name: Some(bare(self.gazetteer, text)), ..Where::default() };
        }
        let place = match phrase.own.as_slice() {
            [] => self.unnamed(at, text, phrase),
            [name] => self.named(at, text, phrase, name),
            names => self.list(at, text, phrase, names),
        };
        if phrase.wide { spread(place, text, phrase.cut) } else { place }
    }

    /// A list of names: one state if all lie in it, never a point.
    fn list(&self, at: Span, text: &str, phrase: &Phrase, names: &[Name]) -> Where {
        let places: Vec<Where> = names.iter().map(|name| self.named(at, text, phrase, name)).collect();
        let country = places[0].country.filter(|country| places.iter().all(|place| place.country == Some(*country)));
        let names: Vec<String> = places.into_iter().filter_map(|place| place.name).collect();
        Where { name: Some(names.join(", ")), country, ..Where::default() }
    }

    fn named(&self, at: Span, text: &str, phrase: &Phrase, name: &Name) -> Where {
        let words = text.get(name.range.clone()).unwrap_or("").to_owned();
        let asked = phrase.kind.as_ref().map(|kind| kind.grain);
        let around = self.around(at, phrase, name, asked);
        let ranked = rank(&name.candidates, &around, &self.gazetteer.weights);
        let Some((_, best)) = ranked.first().filter(|(_, best)| Self::is_likely(best, &around)) else {
            return self.unknown(at, phrase, name, words);
        };
        let grain = grain_of(best, asked, phrase.cut);
        let is_on_map =
            matches!(grain, Grain::Point | Grain::Settlement) && matches!(best.grain, Grain::Point | Grain::Settlement);
        let cut = phrase.cut && best.grain == Grain::Country;
        Where {
            name: Some(if cut { bare(self.gazetteer, text) } else { words }),
            geonameid: best.geonameid.filter(|_| !cut && grain == best.grain),
            country: best.country,
            at: is_on_map.then_some((best.lat, best.lon)),
            grain,
            rivals: rivals(&ranked).into_iter().map(rival).collect(),
            row: Some(best.clone()),
        }
    }

    fn around(&self, at: Span, phrase: &Phrase, name: &Name, asked: Option<Grain>) -> Around<'_> {
        let mut holders: Vec<Candidate> = phrase.holders.iter().filter_map(|holder| self.holder(at, holder)).collect();
        // "the town of Paris" may go on with ", Texas" outside the phrase.
        let end = at.start() + name.range.end;
        holders.extend(
            self.ground.sights.iter().find(|sight| sight.at.end() == end).and_then(|sight| sight.inside.clone()),
        );
        Around {
            countries: self.ground.countries_beside(&name.key),
            divisions: self.ground.divisions(&name.key),
            neighbours: self.ground.neighbours(&name.key),
            told: phrase.countries.clone(),
            inside: holders,
            grain: asked,
        }
    }

    /// The place that a phrase says another lies in.
    pub(super) fn holder(&self, at: Span, name: &Name) -> Option<Candidate> {
        let phrase = Phrase::default();
        let around = self.around(at, &phrase, name, None);
        let known = self.ground.ranked.get(&name.key).and_then(|list| list.first());
        let place = known.map(|(_, place)| place.clone());
        let place = place.or_else(|| {
            rank(&name.candidates, &around, &self.gazetteer.weights).first().map(|(_, place)| place.clone())
        });
        place.filter(|place| Self::is_likely(place, &around))
    }

    /// A small place of a state that the report does not touch is a namesake.
    fn is_likely(best: &Candidate, around: &Around) -> bool {
        let Some(country) = best.country else { return true };
        if !around.told.is_empty() || around.inside.iter().any(|holder| holder.country.is_some()) {
            // Divisions change and middles are rough: near is as good as in.
            let holds = |holder: &Candidate| lies_in(best, holder) || best.id == holder.id || is_beside(best, holder);
            return around.told.contains(&country) || around.inside.iter().any(holds);
        }
        let share = around.countries.get(&country).copied().unwrap_or(0.0);
        let others = around.countries.values().copied().fold(0.0, f64::max);
        // Hotels and schools bear the names of far cities.
        let known = if around.grain == Some(Grain::Point) { 9.0 } else { 5.2 };
        let least = if around.grain == Some(Grain::Point) { 0.15 } else { 0.1 };
        share > least || others < 0.3 || prior(best) > known
    }

    /// A name that no table has: what the phrase, an earlier phrase of that name, or the surroundings say.
    fn unknown(&self, at: Span, phrase: &Phrase, name: &Name, words: String) -> Where {
        if let Some(told) = self.same_name(name) {
            let grain = phrase.kind.as_ref().map_or(told.place.grain, |kind| kind.grain);
            return Where { grain, ..told.place.clone() };
        }
        let kind = phrase.kind.clone().or_else(|| stand_in::kind_beside(self, &name.key));
        let first = self.gazetteer.words.first_word(&name.key);
        // What no table has and no word tells is most likely a village, and what bears a town's name a site in it.
        let is_site = phrase.holders.first().is_some_and(|town| name.range.start == town.range.start);
        let unknown = if is_site { Grain::Point } else { Grain::Settlement };
        let grain = kind.as_ref().map(|kind| kind.grain).or(first).unwrap_or(unknown);
        let holder = phrase.holders.first().and_then(|holder| self.holder(at, holder));
        let country = holder
            .as_ref()
            .and_then(|holder| holder.country)
            .or(phrase.countries.first().copied())
            .or_else(|| self.ground.home(at.start()));
        let at_holder = holder
            .as_ref()
            .filter(|holder| grain == Grain::Point && matches!(holder.grain, Grain::Settlement | Grain::Point));
        let met = kind
            .as_ref()
            .filter(|_| grain == Grain::Point && at_holder.is_none())
            .and_then(|kind| self.same_site(kind));
        let met = met.filter(|met| met.country == country);
        let point = at_holder.map(|holder| (holder.lat, holder.lon)).or(met.and_then(|met| met.at));
        let row = at_holder.cloned().or(met.and_then(|met| met.row.clone()));
        Where { name: Some(words), country, at: point, grain, row, ..Where::default() }
    }

    /// An earlier phrase with the same name.
    fn same_name(&self, name: &Name) -> Option<&Told> {
        self.told.iter().find(|told| told.phrase.own.len() == 1 && told.phrase.own[0].key == name.key)
    }

    /// A site of the same kind that an earlier phrase left without a name: "a hotel in Kabul", then "the Star Hotel".
    fn same_site(&self, kind: &Kind) -> Option<&Where> {
        let is_same = |told: &&Told| {
            told.phrase.own.is_empty()
                && told.phrase.kind.as_ref().is_some_and(|other| self.gazetteer.words.are_kin(&other.word, &kind.word))
        };
        self.told.iter().rev().find(is_same).map(|told| &told.place)
    }

    fn unnamed(&self, at: Span, text: &str, phrase: &Phrase) -> Where {
        let word = phrase.kind.as_ref().map_or("", |kind| kind.word.as_str());
        let words = &self.gazetteer.words;
        let holder = phrase.holders.first().and_then(|holder| self.holder(at, holder));
        if words.is_capital(word) {
            let country = phrase
                .countries
                .first()
                .copied()
                .or(holder.and_then(|holder| holder.country))
                .or_else(|| self.ground.focus(at.start()));
            return country
                .and_then(|country| self.gazetteer.capital(country))
                .map_or_else(|| self.vague(at, text, phrase), |capital| row(&capital));
        }
        if let Some(country) =
            phrase.countries.first().copied().filter(|_| phrase.kind.is_none() || words.is_soil(word))
        {
            return if phrase.cut { part_of(country, text, self.gazetteer) } else { self.country(Some(country)) };
        }
        if words.is_soil(word)
            && (phrase.possessive || phrase.kind.as_ref().is_some_and(|kind| kind.grain == Grain::Country))
            && holder.is_none()
        {
            let country = if phrase.possessive { stand_in::owner(self, at) } else { self.ground.focus(at.start()) };
            return match country {
                Some(country) if phrase.cut => part_of(country, text, self.gazetteer),
                _ => self.country(country),
            };
        }
        if let Some(holder) = holder {
            return if phrase.here {
                Where { name: phrase_name(text, phrase), ..row(&holder) }
            } else {
                self.inside(text, phrase, &row(&holder))
            };
        }
        if let Some(told) = phrase.holders.first().and_then(|holder| self.same_name(holder)) {
            return self.inside(text, phrase, &told.place);
        }
        if !phrase.holders.is_empty() {
            let home = self.ground.home(at.start());
            return Where { country: phrase.countries.first().copied().or(home), ..self.vague(at, text, phrase) };
        }
        stand_in::place(self, at, text, phrase).unwrap_or_else(|| self.vague(at, text, phrase))
    }

    /// A place without a name of its own in one with a name.
    pub(super) fn inside(&self, text: &str, phrase: &Phrase, holder: &Where) -> Where {
        let grain = match &phrase.kind {
            Some(kind) => kind.grain,
            None if phrase.cut => Grain::Region,
            None if holder.at.is_some() => Grain::Point,
            None => Grain::Other,
        };
        Where {
            name: Some(bare(self.gazetteer, text)),
            geonameid: None,
            country: holder.country,
            at: holder.at.filter(|_| matches!(grain, Grain::Point | Grain::Settlement)),
            grain,
            rivals: Vec::new(),
            row: holder.row.clone(),
        }
    }

    /// Only the state of the surroundings.
    fn vague(&self, at: Span, text: &str, phrase: &Phrase) -> Where {
        let cut = if phrase.cut { Grain::Region } else { Grain::Other };
        let grain = phrase.kind.as_ref().map_or(cut, |kind| kind.grain);
        // A region without a name may be all of several states.
        let all = self.ground.countries.values().copied().fold(0.0, f64::max);
        let focus = self.ground.focus(at.start()).filter(|_| grain != Grain::Region || phrase.cut || all > 0.5);
        let country = phrase.countries.first().copied().or(focus);
        Where { name: Some(bare(self.gazetteer, text)), country, grain, ..Where::default() }
    }

    pub(super) fn country(&self, country: Option<Country>) -> Where {
        let place = country.and_then(|country| self.gazetteer.country_place(country));
        place.map_or_else(|| Where { country, grain: Grain::Country, ..Where::default() }, |place| row(&place))
    }
}

fn is_beside(place: &Candidate, holder: &Candidate) -> bool {
    place.country == holder.country && place.kilometres(holder) < 150.0
}

/// A row of the table as a place.
pub(super) fn row(place: &Candidate) -> Where {
    let is_on_map = matches!(place.grain, Grain::Point | Grain::Settlement);
    Where {
        name: Some(place.name.to_owned()),
        geonameid: place.geonameid,
        country: place.country,
        at: is_on_map.then_some((place.lat, place.lon)),
        grain: place.grain,
        rivals: Vec::new(),
        row: Some(Candidate { naming: Naming::Main, ..place.clone() }),
    }
}

fn rival(place: &Candidate) -> Rival {
    Rival {
        name: place.name.to_owned(),
        geonameid: place.geonameid.map(u64::from),
        country: place.country.map(|country| country.as_str().to_owned()),
        lat: Some(place.lat),
        lon: Some(place.lon),
    }
}

/// A type word decides; without one the row's own grain, and a region where a point of the compass cuts a state.
fn grain_of(best: &Candidate, asked: Option<Grain>, cut: bool) -> Grain {
    let is_land = |grain: Grain| matches!(grain, Grain::Region | Grain::District);
    match asked {
        // What is a county in one country is a province in another: the table knows.
        Some(grain) if is_land(grain) && is_land(best.grain) => best.grain,
        Some(grain) => grain,
        None if cut && best.grain == Grain::Country => Grain::Region,
        None => best.grain,
    }
}

/// The name of the place that a phrase without an own name lies in.
fn phrase_name(text: &str, phrase: &Phrase) -> Option<String> {
    phrase.holders.first().and_then(|holder| text.get(holder.range.clone())).map(str::to_owned)
}

fn part_of(country: Country, text: &str, gazetteer: &Gazetteer) -> Where {
    Where { name: Some(bare(gazetteer, text)), country: Some(country), grain: Grain::Region, ..Where::default() }
}

/// More than one place, or an unknown part: no point on the map.
fn spread(place: Where, text: &str, cut: bool) -> Where {
    Where {
        name: Some(text.trim().to_owned()),
        geonameid: None,
        at: None,
        grain: if cut { Grain::Region } else { Grain::Other },
        rivals: Vec::new(),
        ..place
    }
}

/// A phrase without the joining word and the determiner that it begins with.
fn bare(gazetteer: &Gazetteer, text: &str) -> String {
    use super::words::Sort;
    let is_little = |word: &&str| {
        let key = crate::resolve::fold::fold(word);
        let sort = gazetteer.words.sort(&key);
        !gazetteer.words.is_single(&key) && matches!(sort, Sort::Determiner | Sort::Preposition | Sort::Aside)
    };
    text.split_whitespace().skip_while(is_little).collect::<Vec<_>>().join(" ")
}
