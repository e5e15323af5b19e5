//! Names inside one record: "c1", "e1", "a1", "g1".
//!
//! In: a number. Out: a letter and that number. An id means nothing outside its record.

use std::fmt;

macro_rules! id {
    ($name:ident, $letter:literal, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub struct $name(pub u32);

        impl $name {
            /// The id that prints as `text`, or `None` where it has another form.
            pub fn parse(text: &str) -> Option<$name> {
                let digits = text.strip_prefix($letter)?;
                let plain =
                    digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
                if plain { digits.parse().ok().map($name) } else { None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(out, concat!($letter, "{}"), self.0)
            }
        }
    };
}

id!(ClaimId, "c", "A claim of this record: \"c1\".");
id!(EventId, "e", "A happening of this record, which several claims may be about: \"e1\".");
id!(ActorId, "a", "Somebody this record names: \"a1\".");
id!(AgreementId, "g", "An agreement of this record: \"g1\".");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_letter_and_a_number() {
        assert_eq!(ClaimId(12).to_string(), "c12");
        assert_eq!(ClaimId::parse("c12"), Some(ClaimId(12)));
        for other in ["c", "e12", "c-1", "c+1", "c012", "c99999999999", "c1 "] {
            assert_eq!(ClaimId::parse(other), None, "{other}");
        }
    }
}
