namespace AgentCluster.Silo.Sample;

/// <summary>The views that the agency's people use for their daily reports.</summary>
internal static class SampleViews
{
    public static readonly IReadOnlyList<SampleView> All =
    [
        new("active_clients", """
            SELECT c.id, c.name, i.name AS industry, c.tier, c.country_code, u.full_name AS account_manager, c.signed_on, c.monthly_budget
            FROM clients c
            JOIN industries i ON i.id = c.industry_id
            JOIN users u ON u.id = c.account_manager_id
            WHERE c.status = 'active'
            """),
        new("monthly_revenue", """
            SELECT substr(CAST(issued_on AS TEXT), 1, 7) AS month, COUNT(*) AS invoices, SUM(subtotal_amount) AS net_amount,
                   SUM(total_amount) AS gross_amount
            FROM invoices
            WHERE status NOT IN ('draft', 'void')
            GROUP BY substr(CAST(issued_on AS TEXT), 1, 7)
            """),
        new("campaign_performance", """
            SELECT ca.id AS campaign_id, ca.name, cl.name AS client, ca.status, SUM(s.impressions) AS impressions,
                   SUM(s.clicks) AS clicks, SUM(s.spend) AS spend
            FROM campaigns ca
            JOIN clients cl ON cl.id = ca.client_id
            JOIN ad_spend s ON s.campaign_id = ca.id
            GROUP BY ca.id, ca.name, cl.name, ca.status
            """),
        new("overdue_invoices", """
            SELECT i.id, i.invoice_number, c.name AS client, i.due_on, i.total_amount
            FROM invoices i
            JOIN clients c ON c.id = i.client_id
            WHERE i.status = 'overdue'
            """),
        new("partner_payout_totals", """
            SELECT p.id AS partner_id, p.name, COUNT(o.id) AS payouts, SUM(o.amount) AS paid_amount
            FROM partners p
            JOIN payouts o ON o.partner_id = p.id
            WHERE o.status = 'paid'
            GROUP BY p.id, p.name
            """),
        new("ticket_queue", """
            SELECT t.id, c.name AS client, t.subject, t.priority, t.status, t.opened_at, u.full_name AS assignee
            FROM tickets t
            JOIN clients c ON c.id = t.client_id
            LEFT JOIN users u ON u.id = t.assignee_id
            WHERE t.status IN ('open', 'waiting')
            """),
        new("pipeline_forecast", """
            SELECT p.name AS pipeline, s.position, s.name AS stage, COUNT(*) AS deals, SUM(d.amount) AS amount,
                   SUM(d.amount * s.win_probability) AS weighted_amount
            FROM deals d
            JOIN pipeline_stages s ON s.pipeline_id = d.pipeline_id AND s.position = d.stage_position
            JOIN pipelines p ON p.id = d.pipeline_id
            WHERE d.status = 'open'
            GROUP BY p.name, s.position, s.name
            """),
    ];
}
