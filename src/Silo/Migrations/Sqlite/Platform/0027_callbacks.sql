-- Requests of chat services that were seen: one that comes again is a replay, unless it is the same call. Kept for a day.
CREATE TABLE IF NOT EXISTS notification_callback (
    tenant    TEXT NOT NULL,
    channel   TEXT NOT NULL,
    id        TEXT NOT NULL,
    operation TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (tenant, channel, id)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS notification_callback_by_age ON notification_callback (tenant, at);
