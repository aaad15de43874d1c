-- Row level security of a tenant's table, also for its owner: a session sees and writes the rows of the tenant it has named, and none
-- before it has named one. Every migration that makes such a table calls this.
CREATE OR REPLACE FUNCTION isolate(made regclass) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', made);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', made);
    EXECUTE format('DROP POLICY IF EXISTS tenant_isolation ON %s', made);
    EXECUTE format(
        'CREATE POLICY tenant_isolation ON %s USING (tenant = current_setting(''agentcluster.tenant'', true))
             WITH CHECK (tenant = current_setting(''agentcluster.tenant'', true))', made);
END
$body$;
