-- The reading of the clock at the last deletion of old records, in milliseconds since 1970 UTC. The next deletion
-- trusts the older of two readings that are a day apart.
CREATE TABLE retention_clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX journal_interrupted ON journal (instance, id) WHERE outcome = 'unknown' AND ended_at IS NULL;
CREATE INDEX journal_by_time ON journal (begun_at);
CREATE INDEX send_runs_claimed ON send_runs (session) WHERE session IS NOT NULL;
CREATE INDEX archive_runs_claimed ON archive_runs (session) WHERE session IS NOT NULL;
CREATE INDEX send_items_open ON send_items (run, state) WHERE state IN ('waiting', 'sending');
