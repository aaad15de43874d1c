CREATE MATERIALIZED VIEW session_days AS
SELECT (started_at AT TIME ZONE 'UTC')::date AS day, device, count(*) AS sessions, sum(pages_viewed) AS pages
FROM web_sessions
GROUP BY 1, 2;
CREATE UNIQUE INDEX ON session_days (day, device);
