//! One spelling for all the spellings of a word: small letters, without marks, words parted by single blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A phrase in its plain spelling; a possessive ending is left off.
pub fn fold(phrase: &str) -> String {
    let mut folded = String::with_capacity(phrase.len());
    for letter in phrase.nfd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_alphanumeric() {
            folded.extend(letter.to_lowercase());
        } else if matches!(letter, '\'' | '\u{2019}') {
            folded.push('\'');
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    let words = folded.split(' ').map(|word| {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("s'")).unwrap_or(word);
        word.replace('\'', "")
    });
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn a_possessive_and_its_noun_are_spelt_alike() {
        assert_eq!(fold("White Nile's governor"), "white nile governor");
        assert_eq!(fold("the \u{201C}rebels'\u{201D} Sana\u{2019}a office"), "the rebel sanaa office");
        assert_eq!(fold("Tibú — QUARRY"), "tibu quarry");
        assert_eq!(fold("…"), "");
    }
}
