//! The word pieces are those of the reference tokenizer: 10,000 odd sentences, made here as in `training/pieces_reference.py`.

use super::*;

const COMBINING: &[u32] = &[0x300, 0x301, 0x302, 0x308, 0x327, 0x338, 0x20DD, 0x903];
const LETTERS: &str = "ÀÉÎÕÜçñßøŁİıǅﬁſΣςжЙёאבعيहिไทㄱ한글かガ漢字㐀豈ｱ";
const SYMBOLS: &str = "😀👩\u{200d}👧🇺🇦™©½²€£°•→∀ªº";
const MARKS: &str = "…—–“”‘’«»¿¡·§¶†‰、。!\"#$%&'()*+,-./:;<=>?@\\^_`{|}~";
const ODD: &str = "\u{200b}\u{ad}\u{feff}\u{fffd}\u{85}\u{2028}\u{e000}\u{7}\u{7f}\u{202e}\u{378}";
const BLANKS: &[&str] = &[" ", " ", " ", "  ", "\t", "\n", "\u{a0}", "\u{3000}", "\u{2009}", ""];

struct Dice {
    state: u64,
    vocabulary: Vec<&'static str>,
}

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % n
    }

    fn known(&mut self) -> &'static str {
        let index = self.below(self.vocabulary.len());
        let piece = self.vocabulary[index];
        piece.strip_prefix("##").unwrap_or(piece)
    }

    fn some(&mut self, letters: &str) -> String {
        let letters: Vec<char> = letters.chars().collect();
        (0..1 + self.below(5)).map(|_| letters[self.below(letters.len())]).collect()
    }

    fn word(&mut self) -> String {
        match self.below(13) {
            0..5 => self.known().to_string(),
            5 => format!("{}{}", self.known(), self.known()),
            6 => {
                let known = self.known();
                let mut accent =
                    || char::from_u32(COMBINING[self.below(COMBINING.len())]).expect("a combining character");
                known.chars().flat_map(|c| [c, accent()]).collect()
            }
            7 => format!("{}{}{}", self.known(), self.some(LETTERS), self.known()),
            8 => self.some(LETTERS),
            9 => self.some(SYMBOLS),
            10 => self.some(MARKS),
            11 => format!("{}{}{}", self.known(), self.some(ODD), self.known()),
            _ => "ab".repeat(45 + self.below(12)),
        }
    }

    fn sentence(&mut self) -> String {
        let mut out = String::new();
        for _ in 0..3 + self.below(15) {
            let word = self.word();
            out += &if self.below(4) == 0 { word.to_uppercase() } else { word };
            out += BLANKS[self.below(BLANKS.len())];
        }
        out
    }
}

fn fnv(numbers: &[i32], start: u64) -> u64 {
    let bytes = numbers.iter().flat_map(|number| number.to_le_bytes());
    bytes.fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

#[test]
fn ten_thousand_odd_sentences_have_the_pieces_of_the_reference() {
    let pieces = Pieces::of(diurna_model::VOCABULARY);
    let mut dice = Dice { state: 2026, vocabulary: diurna_model::VOCABULARY.lines().collect() };
    let (mut scratch, mut numbers) = (Scratch::default(), Vec::new());
    for (block, expected) in include_str!("../tests/pieces.txt").lines().enumerate() {
        let mut hash = 0xCBF2_9CE4_8422_2325;
        let sentences: Vec<String> = (0..50).map(|_| dice.sentence()).collect();
        for sentence in &sentences {
            numbers.clear();
            pieces.text(sentence, &mut scratch, &mut numbers);
            hash = fnv(&numbers, hash);
        }
        assert_eq!(format!("{hash:016x}"), expected, "sentences {} and on: {sentences:?}", block * 50);
    }
}

#[test]
fn a_word_has_at_least_one_piece_and_at_most_sixteen() {
    let pieces = Pieces::of(diurna_model::VOCABULARY);
    let of = |word: &str| {
        let mut numbers = Vec::new();
        pieces.word(word, &mut Scratch::default(), &mut numbers);
        numbers
    };
    assert_eq!(of(""), [UNKNOWN]);
    assert_eq!(of("\u{200b}"), [UNKNOWN]);
    assert_eq!(of(&"x".repeat(101)), [UNKNOWN]);
    assert_eq!(of(&"1-".repeat(40)).len(), MOST);
    assert_eq!(of("Market"), of("market"));
    assert_eq!(of("Şırnak"), of("sırnak"), "accents are stripped");
}
