-- Times are milliseconds since 1970 UTC. Ids are never given twice (AUTOINCREMENT): a screen may hold an old one.

CREATE TABLE saved_queues (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    instance  TEXT    NOT NULL,
    name      TEXT    NOT NULL, -- what the instance was called then
    messenger TEXT    NOT NULL,
    why       TEXT    NOT NULL,
    saved_at  INTEGER NOT NULL,
    as_of     INTEGER NOT NULL, -- when the server showed these messages
    waiting   INTEGER,          -- how many waited in all, if that was known
    messages  INTEGER NOT NULL,
    pinned    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX saved_queues_of_instance ON saved_queues (instance, id);

CREATE TABLE saved_messages (
    queue INTEGER NOT NULL REFERENCES saved_queues (id) ON DELETE CASCADE,
    place INTEGER NOT NULL, -- in the queue, from 1
    raw   TEXT    NOT NULL, -- the whole item as the server gave it, JSON
    PRIMARY KEY (queue, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at INTEGER NOT NULL,
    ended_at INTEGER,
    session  TEXT    NOT NULL, -- the run of the program that asked
    instance TEXT    NOT NULL,
    method   TEXT    NOT NULL,
    asked    TEXT    NOT NULL,
    run      TEXT,             -- what it was part of
    outcome  TEXT,             -- NULL while under way
    why      TEXT    NOT NULL DEFAULT '',
    said     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX journal_of_instance ON journal (instance, id);
CREATE INDEX journal_under_way ON journal (session) WHERE outcome IS NULL;

CREATE TABLE send_runs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    queue    INTEGER NOT NULL REFERENCES saved_queues (id) ON DELETE CASCADE,
    instance TEXT    NOT NULL,
    begun_at INTEGER NOT NULL,
    stopped  INTEGER NOT NULL DEFAULT 0,
    session  TEXT              -- the run of the program that is sending it now
) STRICT;
CREATE INDEX send_runs_of_queue ON send_runs (queue);

-- One row for each message that was ever chosen, so that none can be sent again by two runs.
CREATE TABLE send_items (
    queue      INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    run        INTEGER NOT NULL REFERENCES send_runs (id) ON DELETE CASCADE,
    state      TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unknown')),
    id_message TEXT    NOT NULL DEFAULT '',
    why        TEXT    NOT NULL DEFAULT '',
    said       TEXT    NOT NULL DEFAULT '',
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (queue, place),
    FOREIGN KEY (queue, place) REFERENCES saved_messages (queue, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX send_items_of_run ON send_items (run, state, place);
