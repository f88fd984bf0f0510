-- The number of a run's items in each state, a JSON object, stored when the run is released. NULL: to be counted. For
-- archive runs also 'to undo', the number of changes that can be undone.
ALTER TABLE send_runs ADD COLUMN counts TEXT;
ALTER TABLE archive_runs ADD COLUMN counts TEXT;

-- Stored counts are deleted by whatever makes them wrong.
CREATE TRIGGER send_items_changed AFTER UPDATE OF run, state ON send_items BEGIN
    UPDATE send_runs SET counts = NULL WHERE id IN (old.run, new.run) AND counts IS NOT NULL;
END;
CREATE TRIGGER archive_items_changed AFTER UPDATE OF state ON archive_items BEGIN
    UPDATE archive_runs SET counts = NULL
    WHERE id IN (new.run, (SELECT undoes FROM archive_runs WHERE id = new.run)) AND counts IS NOT NULL;
END;
CREATE TRIGGER archive_run_undoes AFTER INSERT ON archive_runs BEGIN
    UPDATE archive_runs SET counts = NULL WHERE id = new.undoes;
END;
CREATE TRIGGER archive_run_stopped AFTER UPDATE OF stopped ON archive_runs WHEN old.stopped <> new.stopped BEGIN
    UPDATE archive_runs SET counts = NULL WHERE id = new.undoes;
END;
CREATE TRIGGER archive_run_deleted AFTER DELETE ON archive_runs BEGIN
    UPDATE archive_runs SET counts = NULL WHERE id = old.undoes;
END;
