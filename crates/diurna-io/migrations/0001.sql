-- The record file, version 1. Every table and column is told in docs/schema.md.
-- Positions are Unicode code points of the report's text, half-open. A column is NULL where nothing is stated, never 0 or ''.

-- A text stands once, however many reports carry it.
CREATE TABLE texts (
  id      INTEGER PRIMARY KEY,
  sha256  BLOB NOT NULL UNIQUE,
  text    TEXT NOT NULL
);

CREATE TABLE reports (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL,
  version      INTEGER REFERENCES versions(id),
  coding       INTEGER REFERENCES codings(id),
  status       TEXT NOT NULL DEFAULT 'unreviewed' CHECK (status IN ('unreviewed', 'in-review', 'approved')),
  approved_by  TEXT,
  approved_at  TEXT,
  claims       INTEGER NOT NULL DEFAULT 0,
  unreviewed   INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX reports_by_name ON reports (name);

-- What a report said, and what was said of it, at one time. A changed report is a new version; the old one stays.
CREATE TABLE versions (
  id         INTEGER PRIMARY KEY,
  report     INTEGER NOT NULL REFERENCES reports(id),
  number     INTEGER NOT NULL,
  text       INTEGER NOT NULL REFERENCES texts(id),
  publisher  TEXT,
  published  TEXT,
  title      TEXT,
  language   TEXT,
  url        TEXT,
  UNIQUE (report, number)
);
CREATE INDEX versions_by_text ON versions (text);

CREATE TABLE makers (
  id      INTEGER PRIMARY KEY,
  diurna  TEXT NOT NULL,
  model   TEXT NOT NULL,
  data    TEXT NOT NULL,
  UNIQUE (diurna, model, data)
);

-- What one model made of one version, whole and as it was made: the record's JSON without its text, compressed.
CREATE TABLE codings (
  id       INTEGER PRIMARY KEY,
  version  INTEGER NOT NULL REFERENCES versions(id),
  made     INTEGER NOT NULL REFERENCES makers(id),
  record   BLOB NOT NULL
);
CREATE INDEX codings_by_version ON codings (version);

-- The claims as they stand: those of the coding in force with the corrections made. Ask the view claims. To keep a file small the rows
-- leave out what most claims have (stance 'asserts', actuality 'happened', why 'model', status 'unreviewed'), the quote, which is
-- read from the text (other_quote is for the rare one that is not the text's own words), and hold the chance in thousandths.
CREATE TABLE claim_rows (
  id            INTEGER PRIMARY KEY,
  report        INTEGER NOT NULL REFERENCES reports(id),
  text          INTEGER NOT NULL REFERENCES texts(id),
  claim         INTEGER NOT NULL,
  event         INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  anchor        TEXT NOT NULL,
  anchor_start  INTEGER NOT NULL,
  anchor_end    INTEGER NOT NULL,
  char_start    INTEGER NOT NULL,
  char_end      INTEGER NOT NULL,
  speaker       TEXT,
  speaker_is    TEXT,
  speaker_actor INTEGER,
  speaker_key   TEXT,
  cue           TEXT,
  stance        TEXT,
  actuality     TEXT,
  condition     TEXT,
  direct_quote  INTEGER NOT NULL,
  background    INTEGER NOT NULL,
  place         TEXT,
  place_name    TEXT,
  geonameid     INTEGER,
  country       TEXT,
  lat           REAL,
  lon           REAL,
  grain         TEXT,
  when_text     TEXT,
  when_from     TEXT,
  when_to       TEXT,
  edtf          TEXT,
  when_grain    TEXT,
  until         TEXT,
  count_text    TEXT,
  op            TEXT,
  value         INTEGER,
  max           INTEGER,
  unit          TEXT,
  who           TEXT,
  part_of       INTEGER,
  of_claim      INTEGER,
  chance        INTEGER NOT NULL,
  why           TEXT,
  status        TEXT CHECK (status IN ('accepted', 'edited', 'added', 'rejected', 'replaced')),
  reviewer      TEXT,
  reviewed_at   TEXT,
  was           TEXT,
  other_quote   TEXT
);
-- In the order of the texts, with the status: a page of claims, and how many there are, are read from it alone.
CREATE INDEX claims_in_order ON claim_rows (report, char_start, claim, status);
CREATE INDEX claims_by_day ON claim_rows (when_from) WHERE when_from IS NOT NULL;
CREATE INDEX claims_by_speaker ON claim_rows (speaker_key) WHERE speaker_key IS NOT NULL;

CREATE VIEW claims AS
SELECT id, report, text, claim, event, kind, anchor, anchor_start, anchor_end,
       coalesce(other_quote, (SELECT substr(t.text, char_start + 1, char_end - char_start) FROM texts t
                              WHERE t.id = claim_rows.text)) AS quote,
       char_start, char_end, speaker, speaker_is, speaker_actor, speaker_key, cue,
       coalesce(stance, 'asserts') AS stance, coalesce(actuality, 'happened') AS actuality, condition, direct_quote, background,
       place, place_name, geonameid, country, lat, lon, grain, when_text, when_from, when_to, edtf, when_grain, until,
       count_text, op, value, max, unit, who, part_of, of_claim, chance / 1000.0 AS chance, coalesce(why, 'model') AS why,
       coalesce(status, 'unreviewed') AS status, reviewer, reviewed_at, was
FROM claim_rows;

CREATE TABLE party_rows (
  claim        INTEGER NOT NULL REFERENCES claim_rows(id) ON DELETE CASCADE,
  role         TEXT NOT NULL CHECK (role IN ('by', 'against', 'with', 'means', 'via')),
  number       INTEGER NOT NULL,
  actor        INTEGER,
  char_start   INTEGER NOT NULL,
  char_end     INTEGER NOT NULL,
  other_words  TEXT,
  PRIMARY KEY (claim, role, number)
) WITHOUT ROWID;

CREATE VIEW parties AS
SELECT claim, role, number,
       coalesce(other_words, (SELECT substr(t.text, p.char_start + 1, p.char_end - p.char_start)
                              FROM claim_rows c JOIN texts t ON t.id = c.text WHERE c.id = p.claim)) AS words,
       actor, char_start, char_end
FROM party_rows p;

CREATE TABLE actors (
  report   INTEGER NOT NULL REFERENCES reports(id),
  actor    INTEGER NOT NULL,
  name     TEXT NOT NULL,
  key      TEXT,
  sectors  TEXT,
  country  TEXT,
  PRIMARY KEY (report, actor)
) WITHOUT ROWID;

CREATE TABLE agreements (
  report     INTEGER NOT NULL REFERENCES reports(id),
  agreement  INTEGER NOT NULL,
  event      INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  effective  TEXT,
  PRIMARY KEY (report, agreement)
) WITHOUT ROWID;

CREATE TABLE agreement_parties (
  report     INTEGER NOT NULL,
  agreement  INTEGER NOT NULL,
  role       TEXT NOT NULL CHECK (role IN ('party', 'broker')),
  actor      INTEGER NOT NULL,
  PRIMARY KEY (report, agreement, role, actor),
  FOREIGN KEY (report, agreement) REFERENCES agreements(report, agreement) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE terms (
  report     INTEGER NOT NULL,
  agreement  INTEGER NOT NULL,
  claim      INTEGER NOT NULL,
  PRIMARY KEY (report, agreement, claim),
  FOREIGN KEY (report, agreement) REFERENCES agreements(report, agreement) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE noise (
  report      INTEGER NOT NULL REFERENCES reports(id),
  number      INTEGER NOT NULL,
  char_start  INTEGER NOT NULL,
  char_end    INTEGER NOT NULL,
  why         TEXT NOT NULL,
  PRIMARY KEY (report, number)
) WITHOUT ROWID;

CREATE TABLE notes (
  report      INTEGER NOT NULL REFERENCES reports(id),
  number      INTEGER NOT NULL,
  code        TEXT NOT NULL,
  char_start  INTEGER,
  char_end    INTEGER,
  message     TEXT NOT NULL,
  PRIMARY KEY (report, number)
) WITHOUT ROWID;

-- What people said, in the order they said it. Nothing in it is ever changed or taken out.
CREATE TABLE journal (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  report    INTEGER NOT NULL REFERENCES reports(id),
  coding    INTEGER NOT NULL REFERENCES codings(id),
  reviewer  TEXT NOT NULL,
  pass      TEXT NOT NULL CHECK (pass IN ('open', 'blind')),
  at        TEXT NOT NULL,
  act       TEXT NOT NULL,
  body      TEXT NOT NULL CHECK (json_valid(body)),
  about     TEXT NOT NULL CHECK (json_valid(about)),
  why       TEXT
);
CREATE INDEX journal_by_report ON journal (report);
CREATE INDEX journal_by_link ON journal (json_extract(body, '$.report')) WHERE act = 'link';
CREATE TRIGGER journal_stays BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

CREATE TABLE links (
  entry      INTEGER PRIMARY KEY REFERENCES journal(id),
  report     INTEGER NOT NULL REFERENCES reports(id),
  claim      INTEGER NOT NULL,
  link       TEXT NOT NULL CHECK (link IN ('restates', 'supersedes', 'contradicts', 'confirms')),
  to_report  INTEGER NOT NULL REFERENCES reports(id),
  to_claim   INTEGER NOT NULL
);
CREATE INDEX links_by_report ON links (report);

CREATE TABLE garbled (
  entry       INTEGER PRIMARY KEY REFERENCES journal(id),
  report      INTEGER NOT NULL REFERENCES reports(id),
  char_start  INTEGER NOT NULL,
  char_end    INTEGER NOT NULL,
  words       TEXT NOT NULL
);
CREATE INDEX garbled_by_report ON garbled (report);

-- Corrections that found no place in the coding in force.
CREATE TABLE unattached (
  entry   INTEGER PRIMARY KEY REFERENCES journal(id),
  report  INTEGER NOT NULL REFERENCES reports(id),
  reason  TEXT NOT NULL
);
CREATE INDEX unattached_by_report ON unattached (report);

-- Which words stand in which text; not where, which would take as much room as the text. So a phrase is asked of quotes, or of texts
-- by its words and LIKE.
CREATE VIRTUAL TABLE text_words USING fts5(text, content = 'texts', content_rowid = 'id', detail = none,
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER texts_in AFTER INSERT ON texts BEGIN
  INSERT INTO text_words (rowid, text) VALUES (new.id, new.text);
END;

CREATE VIRTUAL TABLE title_words USING fts5(title, content = 'versions', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');
CREATE TRIGGER versions_in AFTER INSERT ON versions WHEN new.title IS NOT NULL BEGIN
  INSERT INTO title_words (rowid, title) VALUES (new.id, new.title);
END;

CREATE VIRTUAL TABLE quote_words USING fts5(quote, content = 'claims', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 2');

CREATE VIRTUAL TABLE place_boxes USING rtree(id, west, east, south, north);

-- The claims as a table of one row a claim, with the columns of the claims export.
CREATE VIEW claim_table AS
SELECT c.id, c.report, r.name AS report_name, v.publisher, v.published, v.title,
       'c' || c.claim AS claim_id, 'e' || c.event AS event_id, c.kind, c.anchor, c.quote,
       c.speaker, c.speaker_is, c.speaker_key,
       (SELECT group_concat(words, '; ') FROM (SELECT words FROM parties p WHERE p.claim = c.id AND p.role = 'via' ORDER BY number)) AS via,
       c.cue, c.stance, c.actuality, c.condition,
       (SELECT group_concat(words, '; ') FROM (SELECT words FROM parties p WHERE p.claim = c.id AND p.role = 'by' ORDER BY number)) AS by_whom,
       (SELECT group_concat(words, '; ') FROM (SELECT words FROM parties p WHERE p.claim = c.id AND p.role = 'against' ORDER BY number)) AS against_whom,
       (SELECT group_concat(words, '; ') FROM (SELECT words FROM parties p WHERE p.claim = c.id AND p.role = 'with' ORDER BY number)) AS with_whom,
       (SELECT group_concat(words, '; ') FROM (SELECT words FROM parties p WHERE p.claim = c.id AND p.role = 'means' ORDER BY number)) AS by_means,
       c.place, c.place_name, c.country, c.lat, c.lon, c.grain, c.when_text, c.when_from, c.when_to, c.edtf,
       c.count_text, c.op, c.value, c.max, c.unit, c.who, 'c' || c.part_of AS part_of, 'c' || c.of_claim AS of_claim,
       c.background, c.char_start, c.char_end, c.chance, c.status, c.reviewer, c.reviewed_at
FROM claims c JOIN reports r ON r.id = c.report JOIN versions v ON v.id = r.version;
