-- The record file, version 2: stories, and what binds them. Every table and column is told in docs/schema.md.

-- What people said of reports in stories, as it holds.
CREATE TABLE bonds (
  entry      INTEGER NOT NULL REFERENCES journal(id),
  number     INTEGER NOT NULL,
  report     INTEGER NOT NULL REFERENCES reports(id),
  claim      INTEGER,
  bond       TEXT NOT NULL CHECK (bond IN ('belongs', 'does-not-belong', 'same-happening', 'not-the-same')),
  to_report  INTEGER NOT NULL REFERENCES reports(id),
  to_claim   INTEGER,
  PRIMARY KEY (entry, number)
) WITHOUT ROWID;
CREATE INDEX bonds_by_report ON bonds (report);
CREATE INDEX journal_by_bond ON journal (id) WHERE act = 'bond';

-- The stories as they were put together last. A story keeps its number while it keeps most of its reports; no number is given twice.
CREATE TABLE stories (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  in_order    TEXT NOT NULL,
  kind        TEXT NOT NULL,
  title       TEXT NOT NULL,
  day_from    TEXT,
  day_to      TEXT,
  place       TEXT,
  country     TEXT,
  reports     INTEGER NOT NULL,
  copies      INTEGER NOT NULL,
  claims      INTEGER NOT NULL,
  figures     INTEGER NOT NULL,
  speakers    INTEGER NOT NULL,
  disputes    INTEGER NOT NULL,
  agreements  INTEGER NOT NULL,
  terms       INTEGER NOT NULL,
  story       TEXT NOT NULL CHECK (json_valid(story))
);
CREATE INDEX stories_in_order ON stories (in_order);

CREATE TABLE story_reports (
  report   INTEGER PRIMARY KEY REFERENCES reports(id),
  story    INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
  copy_of  INTEGER REFERENCES reports(id)
);
CREATE INDEX story_reports_by_story ON story_reports (story);

CREATE TABLE story_claims (
  report     INTEGER NOT NULL REFERENCES reports(id),
  claim      INTEGER NOT NULL,
  story      INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
  happening  INTEGER NOT NULL,
  PRIMARY KEY (report, claim)
) WITHOUT ROWID;
CREATE INDEX story_claims_by_story ON story_claims (story);

-- What is kept of each report so that it need not be compared again.
CREATE TABLE compared (
  report  INTEGER PRIMARY KEY REFERENCES reports(id),
  coding  INTEGER NOT NULL,
  entry   INTEGER NOT NULL,
  kept    BLOB NOT NULL
);

-- How the stories were made: one row.
CREATE TABLE stories_made (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  edition  TEXT NOT NULL,
  turn     INTEGER NOT NULL,
  bonds    TEXT NOT NULL CHECK (json_valid(bonds))
);
