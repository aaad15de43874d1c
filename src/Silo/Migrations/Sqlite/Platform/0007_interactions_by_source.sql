-- Mining reads the ended questions of one source, newest first, whatever the other sources of the tenant were asked.
CREATE INDEX IF NOT EXISTS ix_interaction_ended ON agent_interaction (tenant, source, created_at DESC, id DESC) WHERE ended_at IS NOT NULL;
