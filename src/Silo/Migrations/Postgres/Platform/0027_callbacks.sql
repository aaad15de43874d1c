-- Requests of chat services that were seen: one that comes again is a replay, unless it is the same call. Kept for a day.
CREATE TABLE IF NOT EXISTS notification_callback (
    tenant    text        NOT NULL,
    channel   text        NOT NULL,
    id        text        NOT NULL,
    operation text        NOT NULL,
    at        timestamptz NOT NULL,
    PRIMARY KEY (tenant, channel, id)
);

CREATE INDEX IF NOT EXISTS notification_callback_by_age ON notification_callback (tenant, at);

SELECT isolate('notification_callback');
