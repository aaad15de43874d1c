namespace AgentCluster.Silo.Sample;

/// <summary>Side effects that an action on this database may have: what a preview must find out before anything runs.</summary>
internal static class SampleTriggers
{
    public static readonly IReadOnlyList<SampleTrigger> All =
    [
        new("invoices_status_audit", "invoices", "UPDATE OF status", "NEW.status <> OLD.status", """
            INSERT INTO audit_events (user_id, action, entity, entity_id, occurred_at)
                VALUES (NULL, 'status ' || NEW.status, 'invoice', NEW.id, CURRENT_TIMESTAMP)
            """),
        new("clients_churn_event", "clients", "UPDATE OF status", "NEW.status = 'churned' AND OLD.status <> 'churned'", """
            INSERT INTO churn_events (client_id, reason, churned_on, lost_monthly_amount)
                VALUES (NEW.id, 'unknown', CURRENT_DATE, NEW.monthly_budget)
            """),
        new("payout_holds_hold_payout", "payout_holds", "INSERT", "NEW.released_at IS NULL", """
            UPDATE payouts SET status = 'on_hold' WHERE id = NEW.payout_id AND status IN ('pending', 'approved')
            """),
        new("payout_holds_release_payout", "payout_holds", "UPDATE OF released_at", "NEW.released_at IS NOT NULL AND OLD.released_at IS NULL", """
            UPDATE payouts SET status = 'approved' WHERE id = NEW.payout_id AND status = 'on_hold'
            """),
    ];
}
