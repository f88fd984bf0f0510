-- The journal as it is listed, searched and verified. The lines themselves stay in the table journal.

ALTER TABLE journal ADD COLUMN who      TEXT NOT NULL DEFAULT ''; -- the system's user who ran the program
ALTER TABLE journal ADD COLUMN named    TEXT NOT NULL DEFAULT ''; -- the chat's name as it was known then
ALTER TABLE journal ADD COLUMN found    TEXT NOT NULL DEFAULT ''; -- what was read back afterwards
ALTER TABLE journal ADD COLUMN found_at INTEGER;
ALTER TABLE journal ADD COLUMN part_of  INTEGER;                  -- its group
ALTER TABLE journal ADD COLUMN words    TEXT GENERATED ALWAYS AS (
    ifnull(CASE WHEN json_valid(asked) THEN json_extract(asked, '$.chatId') END, '') || char(10) || named || char(10) || said
) VIRTUAL;
CREATE INDEX chats_by_id ON chats (instance, id);
CREATE INDEX journal_of_group ON journal (part_of, id);

-- The lines of a run that asked for the same change, or a single line. Triggers keep the numbers.
CREATE TABLE journal_groups (
    id          INTEGER PRIMARY KEY, -- of its first line
    last        INTEGER NOT NULL,    -- id of its newest line
    instance    TEXT    NOT NULL,
    method      TEXT    NOT NULL,
    run         TEXT,
    lines       INTEGER NOT NULL,
    done        INTEGER NOT NULL DEFAULT 0,
    refused     INTEGER NOT NULL DEFAULT 0,
    not_sent    INTEGER NOT NULL DEFAULT 0,
    unknown     INTEGER NOT NULL DEFAULT 0,
    interrupted INTEGER NOT NULL DEFAULT 0 -- how many of the unknown ones the end of the program cut off
) STRICT;
CREATE UNIQUE INDEX journal_groups_of_run ON journal_groups (instance, run, method) WHERE run IS NOT NULL;
CREATE INDEX journal_groups_of_instance ON journal_groups (instance, id);
CREATE INDEX journal_groups_of_method ON journal_groups (method, id);
CREATE INDEX journal_groups_failed ON journal_groups (id) WHERE refused + not_sent > 0;
CREATE INDEX journal_groups_unknown ON journal_groups (id) WHERE unknown > 0;
CREATE INDEX journal_groups_under_way ON journal_groups (id) WHERE lines > done + refused + not_sent + unknown;

INSERT INTO journal_groups (id, last, instance, method, run, lines, done, refused, not_sent, unknown, interrupted)
    SELECT min(id), max(id), instance, method, run, count(*), sum(outcome IS 'done'), sum(outcome IS 'refused'),
        sum(outcome IS 'not sent'), sum(outcome IS 'unknown'), sum(outcome IS 'unknown' AND why IS 'ProgramEnded')
    FROM journal GROUP BY instance, method, run, CASE WHEN run IS NULL THEN id END;
UPDATE journal SET part_of = CASE
    WHEN run IS NULL THEN id
    ELSE (SELECT id FROM journal_groups this
          WHERE this.instance = journal.instance AND this.run = journal.run AND this.method = journal.method) END;

-- Substrings of chat ids, chat names and the servers' words.
CREATE VIRTUAL TABLE journal_search USING fts5 (words, content = 'journal', content_rowid = 'id', tokenize = 'trigram');
INSERT INTO journal_search (journal_search, rank) VALUES ('secure-delete', 1);
INSERT INTO journal_search (journal_search) VALUES ('rebuild');

CREATE TRIGGER journal_begun AFTER INSERT ON journal BEGIN
    INSERT INTO journal_groups (id, last, instance, method, run, lines)
        VALUES (new.id, new.id, new.instance, new.method, new.run, 1)
        ON CONFLICT (instance, run, method) WHERE run IS NOT NULL DO UPDATE SET lines = lines + 1, last = new.id;
    UPDATE journal SET part_of = CASE
        WHEN new.run IS NULL THEN new.id
        ELSE (SELECT id FROM journal_groups WHERE instance = new.instance AND run = new.run AND method = new.method) END
        WHERE id = new.id;
    INSERT INTO journal_search (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER journal_ended AFTER UPDATE OF outcome, why ON journal BEGIN
    UPDATE journal_groups SET
        done = done - (old.outcome IS 'done') + (new.outcome IS 'done'),
        refused = refused - (old.outcome IS 'refused') + (new.outcome IS 'refused'),
        not_sent = not_sent - (old.outcome IS 'not sent') + (new.outcome IS 'not sent'),
        unknown = unknown - (old.outcome IS 'unknown') + (new.outcome IS 'unknown'),
        interrupted = interrupted - (old.outcome IS 'unknown' AND old.why IS 'ProgramEnded')
            + (new.outcome IS 'unknown' AND new.why IS 'ProgramEnded')
    WHERE id = new.part_of;
END;
CREATE TRIGGER journal_reworded AFTER UPDATE OF said ON journal WHEN old.said <> new.said BEGIN
    INSERT INTO journal_search (journal_search, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO journal_search (rowid, words) VALUES (new.id, new.words);
END;
CREATE TRIGGER journal_deleted AFTER DELETE ON journal BEGIN
    INSERT INTO journal_search (journal_search, rowid, words) VALUES ('delete', old.id, old.words);
    UPDATE journal_groups SET
        lines = lines - 1,
        last = CASE WHEN last <> old.id THEN last
            ELSE ifnull((SELECT max(id) FROM journal WHERE part_of = old.part_of), last) END,
        done = done - (old.outcome IS 'done'),
        refused = refused - (old.outcome IS 'refused'),
        not_sent = not_sent - (old.outcome IS 'not sent'),
        unknown = unknown - (old.outcome IS 'unknown'),
        interrupted = interrupted - (old.outcome IS 'unknown' AND old.why IS 'ProgramEnded')
    WHERE id = old.part_of;
    DELETE FROM journal_groups WHERE id = old.part_of AND lines = 0;
END;

-- One record for each writing of a line, in the order of writing. Each holds the hash over the one before it and what
-- was written.
CREATE TABLE journal_chain (
    seq    INTEGER PRIMARY KEY,
    line   INTEGER NOT NULL,
    part   TEXT    NOT NULL CHECK (part IN ('begun', 'ended', 'found')),
    digest BLOB,             -- of what was written; NULL while that still stands in the line
    hash   BLOB    NOT NULL
) STRICT;
CREATE INDEX journal_chain_of_line ON journal_chain (line);

-- The last record that the retention has deleted: where the chain begins now.
CREATE TABLE journal_anchor (
    id   INTEGER PRIMARY KEY CHECK (id = 1),
    seq  INTEGER NOT NULL,
    line INTEGER NOT NULL, -- the highest line with a deleted record
    hash BLOB    NOT NULL
) STRICT;
