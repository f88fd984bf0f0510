-- The chats and contacts that an instance last told. Times are milliseconds since 1970 UTC.

CREATE TABLE chat_lists (
    instance    TEXT PRIMARY KEY,
    chats_at    INTEGER, -- when it told its chats
    contacts_at INTEGER  -- when it told its contacts
) STRICT;

CREATE TABLE chats (
    instance TEXT    NOT NULL REFERENCES chat_lists (instance) ON DELETE CASCADE,
    place    INTEGER NOT NULL, -- the most lively first
    id       TEXT    NOT NULL,
    name     TEXT,
    digits   TEXT,
    kind     TEXT    NOT NULL,
    listed   INTEGER NOT NULL, -- 0: a contact without a chat
    archived INTEGER,
    unread   INTEGER,
    PRIMARY KEY (instance, place)
) STRICT, WITHOUT ROWID;
