"""Words as the English Web Treebank splits them, with their places in the text.

In: a string. Out: a list of (start, end). The Rust crate diurna-text does the same for a user's report; here it is
needed only to lay annotations of raw text onto words.
"""
import re

ABBREVIATIONS = (
    "Mr Mrs Ms Dr Gen Lt Col Maj Capt Sgt Sen Rep Gov St Jr Sr Prof Rev Hon Adm Cmdr Brig Pres Inc Corp Co Ltd No vs etc "
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mt Ft Ave Blvd Rd Dept Est"
).split()
TOKEN = re.compile(
    r"""
    https?://[^\s<>"”]+[^\s<>"”.,;:!?)\]]            # addresses of pages
  | [\w.+-]+@[\w-]+\.[\w.]+\w                        # addresses of mail
  | (?:[A-Za-z]\.){2,}                               # U.S. a.m.
  | (?:%s)\.                                         # Gen.
  | [A-Z]\.(?=\s+[A-Z])                              # George W. Bush
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b            # 1,000 3.5 10:30 1990s
  | \.\.\.+|--+|…
  | [^\W\d_]+(?:[’'][^\W\d_]+)*[’']?                 # words with their apostrophes, split below
  | \d+[^\W\d_]+
  | \S
    """
    % "|".join(ABBREVIATIONS),
    re.X,
)
CLITIC = re.compile(r"(n[’']t|[’'](?:s|m|d|ll|re|ve))$", re.I)


def words(text):
    """Places of the words of a text, in order."""
    out = []
    for match in TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        if token[0].isalpha() and ("’" in token or "'" in token):
            if token[-1] in "’'":
                out += _clitics(text, start, end - 1)
                out.append((end - 1, end))
                continue
            out += _clitics(text, start, end)
            continue
        if token.lower() == "cannot":
            out += [(start, start + 3), (start + 3, end)]
            continue
        out.append((start, end))
    return out


def _clitics(text, start, end):
    clitic = CLITIC.search(text[start:end])
    if clitic and clitic.start() > 0:
        return [(start, start + clitic.start()), (start + clitic.start(), end)]
    return [(start, end)]
