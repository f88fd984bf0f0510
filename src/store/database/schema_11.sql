-- Queues that were cleared together: the mark on their copies, and their one group in the journal.

-- When the user agreed to clear several queues, in milliseconds since 1970 UTC; NULL for a copy of one queue alone.
ALTER TABLE saved_queues ADD COLUMN cleared_together_at INTEGER;

-- The further instances of a group whose run has several. The first one is in journal_groups.
CREATE TABLE journal_shared (
    instance TEXT    NOT NULL,
    id       INTEGER NOT NULL REFERENCES journal_groups (id) ON DELETE CASCADE,
    PRIMARY KEY (instance, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_shared_by_group ON journal_shared (id);
CREATE INDEX journal_groups_by_run ON journal_groups (run, method) WHERE run IS NOT NULL;

-- A line joins the group of its run, even if that was begun for another instance.
DROP TRIGGER journal_begun;
CREATE TRIGGER journal_begun AFTER INSERT ON journal BEGIN
    INSERT INTO journal_groups (id, last, instance, method, run, lines)
        VALUES (new.id, new.id,
            ifnull((SELECT instance FROM journal_groups WHERE run = new.run AND method = new.method ORDER BY id LIMIT 1), new.instance),
            new.method, new.run, 1)
        ON CONFLICT (instance, run, method) WHERE run IS NOT NULL DO UPDATE SET lines = lines + 1, last = new.id;
    UPDATE journal SET part_of = CASE
        WHEN new.run IS NULL THEN new.id
        ELSE (SELECT id FROM journal_groups WHERE run = new.run AND method = new.method ORDER BY id LIMIT 1) END
        WHERE id = new.id;
    INSERT OR IGNORE INTO journal_shared (instance, id)
        SELECT new.instance, id FROM journal_groups
        WHERE run = new.run AND method = new.method AND instance <> new.instance ORDER BY id LIMIT 1;
    INSERT INTO journal_search (rowid, words) VALUES (new.id, new.words);
END;

-- The lines of one instance are deleted with it; the group then belongs to the others.
CREATE TRIGGER journal_left AFTER DELETE ON journal
WHEN EXISTS (SELECT 1 FROM journal_shared WHERE id = old.part_of)
    AND NOT EXISTS (SELECT 1 FROM journal WHERE part_of = old.part_of AND instance = old.instance)
BEGIN
    DELETE FROM journal_shared WHERE id = old.part_of AND instance = old.instance;
    UPDATE journal_groups SET instance =
        ifnull((SELECT instance FROM journal_shared WHERE id = old.part_of ORDER BY instance LIMIT 1), instance)
        WHERE id = old.part_of AND instance = old.instance;
    DELETE FROM journal_shared
        WHERE id = old.part_of AND instance = (SELECT instance FROM journal_groups WHERE id = old.part_of);
END;
