-- The chat of a line, so that the lines of a chat are found by a name that it was given later.

ALTER TABLE journal ADD COLUMN chat TEXT GENERATED ALWAYS AS (
    CAST(CASE WHEN json_valid(asked) THEN json_extract(asked, '$.chatId') END AS TEXT)
) VIRTUAL;
CREATE INDEX journal_of_chat ON journal (instance, chat, id) WHERE chat IS NOT NULL;

-- The last clearing of each queue is looked up at the start and with each page of its instance.
CREATE INDEX journal_clearings ON journal (instance, id) WHERE method = 'clearMessagesQueue';
