/** The tables, as steps from one version of the database to the next. A step is never edited. */

/** `PAcc`, in the header of the file: tells our databases from any other. */
export const APPLICATION_ID = 0x50416363;

export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE stamp (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    kind TEXT NOT NULL CHECK (kind IN ('demo', 'live')),
    created_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE heads (
    key TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL GENERATED ALWAYS AS (substr(key, 1, instr(key, '/') - 1)) VIRTUAL,
    version INTEGER NOT NULL CHECK (version > 0),
    state TEXT NOT NULL,
    person TEXT,
    entitlement TEXT,
    created_ms INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    sealed TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX heads_by_time ON heads (kind, created_ms, key);
  CREATE INDEX heads_by_state ON heads (kind, state, created_ms, key);
  CREATE INDEX heads_by_person ON heads (kind, person, created_ms, key);
  CREATE INDEX heads_by_entitlement ON heads (kind, entitlement, created_ms, key);

  CREATE TABLE due (
    key TEXT NOT NULL REFERENCES heads (key),
    lane TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    PRIMARY KEY (key, lane)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX due_by_time ON due (lane, due_ms, key);

  -- The time is computed from the event itself, so the two can never differ; text that is no
  -- event stays readable, for its hash to betray.
  CREATE TABLE events (
    record TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL GENERATED ALWAYS AS (
      CAST(ifnull(CASE WHEN json_valid(json) THEN json ->> '$.atMs' END, 0) AS INTEGER)
    ) STORED,
    json TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (record, seq)
  ) STRICT;
  CREATE INDEX events_by_time ON events (at_ms, record, seq);

  CREATE TRIGGER events_stay_as_they_are BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'A recorded event is never changed.'); END;
  CREATE TRIGGER events_stay BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'A recorded event is never deleted.'); END;
  `,
  // What is open of one person, however much of theirs is closed.
  `CREATE INDEX heads_by_person_and_state ON heads (kind, person, state, created_ms, key);`,
];
