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

-- How far the updates of a chat service were dealt with, where they are fetched: `position` is the first that was not.
CREATE TABLE IF NOT EXISTS notification_position (
    tenant   text   NOT NULL,
    channel  text   NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (tenant, channel)
);

SELECT isolate('notification_callback');
SELECT isolate('notification_position');
