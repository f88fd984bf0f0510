-- The replacements of numbers: where each stands, so that it goes on after a restart.

CREATE TABLE replacements (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    instance TEXT    NOT NULL,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,          -- NULL while it is open
    body     TEXT    NOT NULL  -- JSON, as the part that does it writes it
) STRICT;
CREATE UNIQUE INDEX open_replacement ON replacements (instance) WHERE ended_at IS NULL;
