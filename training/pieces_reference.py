"""Writes the reference for the word pieces of the Rust crate diurna-read: hashes of what the `tokenizers` library makes of
10,000 odd sentences.

    python pieces_reference.py --vocab model/vocab.txt --out crates/diurna-read/tests/pieces.txt

The sentences come from a seeded generator over the vocabulary, accents, scripts, punctuation, emoji, blanks and control
characters; the test in Rust makes the same ones. One hash (FNV-1a, 64 bits, over the numbers as 32-bit little-endian) a line for
every 50 sentences.
"""
import argparse

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

MASK = (1 << 64) - 1
COMBINING = [0x300, 0x301, 0x302, 0x308, 0x327, 0x338, 0x20DD, 0x903]
LETTERS = "ÀÉÎÕÜçñßøŁİıǅﬁſΣςжЙёאבعيहिไทㄱ한글かガ漢字㐀豈ｱ"
SYMBOLS = "😀👩\u200d👧🇺🇦™©½²€£°•→∀ªº"
MARKS = "…—–“”‘’«»¿¡·§¶†‰、。!\"#$%&'()*+,-./:;<=>?@\\^_`{|}~"
ODD = "\u200b\u00ad\ufeff\ufffd\u0085\u2028\ue000\u0007\u007f\u202e\u0378"
BLANKS = [" ", " ", " ", "  ", "\t", "\n", "\u00a0", "\u3000", "\u2009", ""]


class Dice:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 33) % n

    def of(self, items):
        return items[self.below(len(items))]


def word(dice, vocabulary):
    known = lambda: dice.of(vocabulary).removeprefix("##")  # noqa: E731
    some = lambda letters: "".join(dice.of(letters) for _ in range(1 + dice.below(5)))  # noqa: E731
    kind = dice.below(13)
    if kind < 5:
        return known()
    if kind == 5:
        return known() + known()
    if kind == 6:
        return "".join(c + chr(dice.of(COMBINING)) for c in known())
    if kind == 7:
        return known() + some(LETTERS) + known()
    if kind == 8:
        return some(LETTERS)
    if kind == 9:
        return some(SYMBOLS)
    if kind == 10:
        return some(MARKS)
    if kind == 11:
        return known() + some(ODD) + known()
    return "ab" * (45 + dice.below(12))


def sentence(dice, vocabulary):
    out = ""
    for _ in range(3 + dice.below(15)):
        w = word(dice, vocabulary)
        out += (w.upper() if dice.below(4) == 0 else w) + dice.of(BLANKS)
    return out


def fnv(numbers, start=0xCBF29CE484222325):
    h = start
    for n in numbers:
        for byte in n.to_bytes(4, "little"):
            h = ((h ^ byte) * 0x100000001B3) & MASK
    return h


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--vocab", required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    vocabulary = open(a.vocab, encoding="utf-8").read().split("\n")[:-1]
    tokenizer = Tokenizer(WordPiece({w: i for i, w in enumerate(vocabulary)}, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    dice = Dice(2026)
    with open(a.out, "w") as out:
        for _ in range(200):
            h = 0xCBF29CE484222325
            for _ in range(50):
                h = fnv(tokenizer.encode(sentence(dice, vocabulary)).ids, h)
            out.write(f"{h:016x}\n")


if __name__ == "__main__":
    main()
