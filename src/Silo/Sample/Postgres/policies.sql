-- Whoever may read a table reads all of it; what may still be changed depends on the row.
ALTER TABLE invoices ENABLE ROW LEVEL SECURITY;
CREATE POLICY invoices_read ON invoices FOR SELECT USING (true);
CREATE POLICY invoices_add ON invoices FOR INSERT WITH CHECK (status IN ('draft', 'open'));
CREATE POLICY invoices_change_unpaid ON invoices FOR UPDATE USING (status <> 'paid') WITH CHECK (true);
CREATE POLICY invoices_delete_drafts ON invoices FOR DELETE USING (status = 'draft');

ALTER TABLE payouts ENABLE ROW LEVEL SECURITY;
CREATE POLICY payouts_read ON payouts FOR SELECT USING (true);
CREATE POLICY payouts_change_unpaid ON payouts FOR UPDATE USING (status <> 'paid') WITH CHECK (true);

ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_events_read ON audit_events FOR SELECT USING (true);
CREATE POLICY audit_events_add ON audit_events FOR INSERT WITH CHECK (true);
