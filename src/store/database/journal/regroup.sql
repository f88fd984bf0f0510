-- Recomputes the groups from their lines, as the triggers keep them. Only another program makes them differ.

-- Groups without a line, and lines without a group.
DELETE FROM journal_groups WHERE NOT EXISTS (SELECT 1 FROM journal WHERE part_of = journal_groups.id);
INSERT OR IGNORE INTO journal_groups (id, last, instance, method, run, lines)
    SELECT min(id), max(id), instance, method, run, count(*) FROM journal
    WHERE part_of IS NULL OR part_of NOT IN (SELECT id FROM journal_groups)
    GROUP BY run, method, CASE WHEN run IS NULL THEN id END;
UPDATE journal SET part_of = ifnull(
        (SELECT id FROM journal_groups this WHERE this.run = journal.run AND this.method = journal.method ORDER BY id LIMIT 1), id)
    WHERE part_of IS NULL OR part_of NOT IN (SELECT id FROM journal_groups);
-- Those that were inserted for a run that has a group already.
DELETE FROM journal_groups WHERE NOT EXISTS (SELECT 1 FROM journal WHERE part_of = journal_groups.id);

-- An instance or a method that none of its lines has.
UPDATE OR IGNORE journal_groups AS this
    SET (instance, method) = (SELECT instance, method FROM journal WHERE part_of = this.id ORDER BY id LIMIT 1)
    WHERE NOT EXISTS (SELECT 1 FROM journal WHERE part_of = this.id AND instance = this.instance AND method = this.method);
INSERT OR IGNORE INTO journal_shared (instance, id)
    SELECT line.instance, line.part_of FROM journal line JOIN journal_groups this ON this.id = line.part_of
    WHERE line.instance <> this.instance;

-- Wrong numbers.
UPDATE journal_groups AS this SET last = counted.last, lines = counted.lines, done = counted.done,
        refused = counted.refused, not_sent = counted.not_sent, unknown = counted.unknown,
        interrupted = counted.interrupted, seen = counted.seen, not_seen = counted.not_seen
    FROM (SELECT part_of, max(id) AS last, count(*) AS lines, sum(outcome IS 'done') AS done,
            sum(outcome IS 'refused') AS refused, sum(outcome IS 'not sent') AS not_sent,
            sum(outcome IS 'unknown') AS unknown, sum(outcome IS 'unknown' AND why IS 'ProgramEnded') AS interrupted,
            sum((method = 'archiveChat' AND found = 'archived') OR (method = 'unarchiveChat' AND found = 'not archived')) AS seen,
            sum((method = 'archiveChat' AND found = 'not archived') OR (method = 'unarchiveChat' AND found = 'archived')) AS not_seen
        FROM journal GROUP BY part_of) AS counted
    WHERE counted.part_of = this.id
        AND (this.last, this.lines, this.done, this.refused, this.not_sent, this.unknown, this.interrupted, this.seen, this.not_seen)
        IS NOT (counted.last, counted.lines, counted.done, counted.refused, counted.not_sent, counted.unknown,
            counted.interrupted, counted.seen, counted.not_seen);
