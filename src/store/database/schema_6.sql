-- Since when a saved queue is known to be over its time, in milliseconds since 1970 UTC; NULL if it is not.
ALTER TABLE saved_queues ADD COLUMN over_since INTEGER;
