-- Immutable: the same result for the same arguments, for ever.
CREATE FUNCTION gross_amount(net numeric, tax_percent numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT round(net * (1 + tax_percent / 100), 2) $body$;
CREATE FUNCTION net_amount(gross numeric, tax_percent numeric) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT round(gross / (1 + tax_percent / 100), 2) $body$;
CREATE FUNCTION click_rate(clicks bigint, impressions bigint) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT round(clicks::numeric / nullif(impressions, 0), 6) $body$;
CREATE FUNCTION fiscal_quarter(day date) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT extract(year FROM day)::int || '-Q' || extract(quarter FROM day)::int $body$;
CREATE FUNCTION normalize_domain(address text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT regexp_replace(lower(address), '^(https?://)?(www\.)?([^/]+).*$', '\3') $body$;
CREATE FUNCTION client_status_rank(status clients_status) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $body$ SELECT array_position(enum_range(NULL::clients_status), status) $body$;
CREATE FUNCTION mask_email(email text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $body$
BEGIN
    RETURN left(email, 1) || repeat('*', greatest(position('@' IN email) - 2, 1)) || substr(email, position('@' IN email));
END
$body$;

-- Stable: they read, and change nothing.
CREATE FUNCTION client_revenue(client integer, since date DEFAULT NULL) RETURNS numeric LANGUAGE sql STABLE AS $body$
    SELECT coalesce(sum(total_amount), 0) FROM invoices WHERE client_id = client AND status = 'paid' AND (since IS NULL OR issued_on >= since)
$body$;
CREATE FUNCTION client_balance(client integer) RETURNS numeric LANGUAGE sql STABLE AS $body$
    SELECT coalesce(sum(total_amount), 0) FROM invoices WHERE client_id = client AND status IN ('open', 'overdue')
$body$;
CREATE FUNCTION outstanding_invoices(client integer) RETURNS TABLE (invoice_number text, due_on date, total_amount numeric, days_late integer) LANGUAGE sql STABLE AS $body$
    SELECT i.invoice_number, i.due_on, i.total_amount, greatest(current_date - i.due_on, 0)
    FROM invoices i WHERE i.client_id = client AND i.status IN ('open', 'overdue') ORDER BY i.due_on
$body$;
CREATE FUNCTION is_overdue(invoice integer) RETURNS boolean LANGUAGE sql STABLE AS $body$
    SELECT status IN ('open', 'overdue') AND due_on < current_date FROM invoices WHERE id = invoice
$body$;
CREATE FUNCTION campaign_spend(campaign integer, from_day date DEFAULT NULL, to_day date DEFAULT NULL) RETURNS numeric LANGUAGE sql STABLE AS $body$
    SELECT coalesce(sum(spend), 0) FROM ad_spend
    WHERE campaign_id = campaign AND (from_day IS NULL OR spend_date >= from_day) AND (to_day IS NULL OR spend_date <= to_day)
$body$;
CREATE FUNCTION cost_per_click(campaign integer) RETURNS numeric LANGUAGE plpgsql STABLE AS $body$
DECLARE
    spent numeric;
    clicked bigint;
BEGIN
    SELECT sum(s.spend), sum(s.clicks) INTO spent, clicked FROM ad_spend s WHERE s.campaign_id = campaign;
    RETURN round(spent / nullif(clicked, 0), 4);
END
$body$;
CREATE FUNCTION top_clients(most integer DEFAULT 10) RETURNS TABLE (client text, revenue numeric) LANGUAGE sql STABLE ROWS 10 AS $body$
    SELECT c.name, sum(i.total_amount) FROM clients c JOIN invoices i ON i.client_id = c.id WHERE i.status = 'paid'
    GROUP BY c.id, c.name ORDER BY 2 DESC LIMIT most
$body$;
CREATE FUNCTION team_members(team text) RETURNS SETOF users LANGUAGE sql STABLE AS $body$
    SELECT u.* FROM users u JOIN teams t ON t.id = u.team_id WHERE t.name = team AND u.is_active
$body$;
CREATE FUNCTION ticket_backlog(urgency tickets_priority DEFAULT NULL) RETURNS bigint LANGUAGE sql STABLE AS $body$
    SELECT count(*) FROM tickets WHERE status IN ('open', 'waiting') AND (urgency IS NULL OR priority = urgency)
$body$;
CREATE FUNCTION convert_to_usd(amount numeric, currency text, day date) RETURNS numeric LANGUAGE plpgsql STABLE AS $body$
DECLARE
    rate double precision;
BEGIN
    IF currency = 'USD' THEN
        RETURN amount;
    END IF;
    SELECT r.usd_rate INTO rate FROM exchange_rates r WHERE r.currency_code = currency AND r.rate_date <= day ORDER BY r.rate_date DESC LIMIT 1;
    RETURN round(amount * rate::numeric, 2);
END
$body$;
CREATE FUNCTION partner_due(partner integer) RETURNS numeric LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    SELECT coalesce(sum(amount), 0) FROM payouts WHERE partner_id = partner AND status IN ('pending', 'approved', 'on_hold')
$body$;

-- Volatile: they change something, or give another result each time.
CREATE FUNCTION random_client() RETURNS integer LANGUAGE sql VOLATILE
    AS $body$ SELECT id FROM clients WHERE status = 'active' ORDER BY random() LIMIT 1 $body$;
CREATE FUNCTION log_event(actor integer, done text, thing text, thing_id integer) RETURNS integer LANGUAGE sql VOLATILE AS $body$
    INSERT INTO audit_events (user_id, action, entity, entity_id, occurred_at) VALUES (actor, done, thing, thing_id, now()) RETURNING id
$body$;
CREATE FUNCTION mark_overdue_invoices(as_of date DEFAULT current_date) RETURNS integer LANGUAGE plpgsql VOLATILE AS $body$
DECLARE
    marked integer;
BEGIN
    UPDATE invoices SET status = 'overdue' WHERE status = 'open' AND due_on < as_of;
    GET DIAGNOSTICS marked = ROW_COUNT;
    RETURN marked;
END
$body$;
CREATE FUNCTION pause_client(client integer) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    paused integer;
BEGIN
    UPDATE clients SET status = 'paused' WHERE id = client AND status = 'active';
    UPDATE campaigns SET status = 'paused' WHERE client_id = client AND status = 'active';
    GET DIAGNOSTICS paused = ROW_COUNT;
    RETURN paused;
END
$body$;
CREATE FUNCTION approve_payout(payout integer, approver integer) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    UPDATE payouts SET status = 'approved' WHERE id = payout AND status = 'pending';
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM log_event(approver, 'approved', 'payout', payout);
    RETURN true;
END
$body$;
CREATE FUNCTION release_hold(hold integer) RETURNS void LANGUAGE sql VOLATILE
    AS $body$ UPDATE payout_holds SET released_at = now() WHERE id = hold AND released_at IS NULL $body$;
CREATE FUNCTION merge_contacts(kept integer, dropped integer) RETURNS void LANGUAGE plpgsql VOLATILE AS $body$
BEGIN
    UPDATE tickets SET contact_id = kept WHERE contact_id = dropped;
    UPDATE nps_responses SET contact_id = kept WHERE contact_id = dropped;
    UPDATE contacts SET unsubscribed_at = coalesce(unsubscribed_at, now()) WHERE id = dropped;
END
$body$;
CREATE FUNCTION refresh_reports() RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
BEGIN
    REFRESH MATERIALIZED VIEW CONCURRENTLY session_days;
END
$body$;
