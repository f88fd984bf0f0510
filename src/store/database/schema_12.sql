-- What was read back of the lines of a group: how many were found as they were asked for, and how many not. Counted for
-- the methods that change a chat; those of a run are read back one by one.

ALTER TABLE journal_groups ADD COLUMN seen     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_groups ADD COLUMN not_seen INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal_groups ADD COLUMN found_at INTEGER; -- of the newest reading

UPDATE journal_groups SET seen = read.seen, not_seen = read.not_seen, found_at = read.found_at FROM (
    SELECT part_of, max(found_at) AS found_at,
        sum((method = 'archiveChat' AND found = 'archived') OR (method = 'unarchiveChat' AND found = 'not archived')) AS seen,
        sum((method = 'archiveChat' AND found = 'not archived') OR (method = 'unarchiveChat' AND found = 'archived')) AS not_seen
    FROM journal WHERE found <> '' GROUP BY part_of) AS read
WHERE read.part_of = id;

CREATE TRIGGER journal_found AFTER UPDATE OF found ON journal BEGIN
    UPDATE journal_groups SET
        seen = seen
            - ((old.method = 'archiveChat' AND old.found = 'archived') OR (old.method = 'unarchiveChat' AND old.found = 'not archived'))
            + ((new.method = 'archiveChat' AND new.found = 'archived') OR (new.method = 'unarchiveChat' AND new.found = 'not archived')),
        not_seen = not_seen
            - ((old.method = 'archiveChat' AND old.found = 'not archived') OR (old.method = 'unarchiveChat' AND old.found = 'archived'))
            + ((new.method = 'archiveChat' AND new.found = 'not archived') OR (new.method = 'unarchiveChat' AND new.found = 'archived')),
        found_at = new.found_at
    WHERE id = new.part_of;
END;
CREATE TRIGGER journal_found_deleted AFTER DELETE ON journal WHEN old.found <> '' BEGIN
    UPDATE journal_groups SET
        seen = seen
            - ((old.method = 'archiveChat' AND old.found = 'archived') OR (old.method = 'unarchiveChat' AND old.found = 'not archived')),
        not_seen = not_seen
            - ((old.method = 'archiveChat' AND old.found = 'not archived') OR (old.method = 'unarchiveChat' AND old.found = 'archived'))
    WHERE id = old.part_of;
END;

-- Why lines of a group were not done.
CREATE INDEX journal_not_done ON journal (part_of, outcome, why) WHERE outcome <> 'done';
