-- What an instance last told, for a start without a network. Times are milliseconds since 1970 UTC.
CREATE TABLE last_known (
    instance   TEXT    PRIMARY KEY,
    state      TEXT, -- the server's name for it
    state_at   INTEGER,
    waiting    INTEGER,
    waiting_at INTEGER
) STRICT;
