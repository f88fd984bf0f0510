-- Runs that archive or unarchive chats, one row for each chat of a run. Times are milliseconds since 1970 UTC.

CREATE TABLE archive_runs (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    instance    TEXT    NOT NULL,
    archives    INTEGER NOT NULL, -- 1 archives, 0 unarchives
    undoes      INTEGER REFERENCES archive_runs (id) ON DELETE SET NULL,
    begun_at    INTEGER NOT NULL,
    ended_at    INTEGER,
    verified_at INTEGER,
    stopped     INTEGER NOT NULL DEFAULT 0,
    session     TEXT              -- the run of the program that is carrying it on now
) STRICT;
CREATE INDEX archive_runs_of_instance ON archive_runs (instance, id);
CREATE INDEX archive_runs_that_undo ON archive_runs (undoes);

CREATE TABLE archive_items (
    run        INTEGER NOT NULL REFERENCES archive_runs (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,           -- in the order chosen, from 1
    chat       TEXT    NOT NULL,
    name       TEXT    NOT NULL,           -- as it was shown then
    was        INTEGER,                    -- whether it was archived before, if that was known
    asked      INTEGER NOT NULL DEFAULT 0, -- how often a request was begun
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'changing', 'changed', 'already so', 'found so', 'not seen',
        'no incoming message', 'not in contacts', 'invalid', 'failed', 'unknown')),
    why        TEXT    NOT NULL DEFAULT '',
    said       TEXT    NOT NULL DEFAULT '',
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX archive_items_by_state ON archive_items (run, state, place);
CREATE UNIQUE INDEX archive_items_by_chat ON archive_items (run, chat);
