-- The chat of a line, so that the lines of a chat are found by a name that it was given later.

ALTER TABLE journal ADD COLUMN chat TEXT GENERATED ALWAYS AS (
    CAST(CASE WHEN json_valid(asked) THEN json_extract(asked, '$.chatId') END AS TEXT)
) VIRTUAL;
CREATE INDEX journal_of_chat ON journal (instance, chat, id) WHERE chat IS NOT NULL;
