-- What people are told about, one row a thing: `version` rises in the transaction that changes it, `told` follows once every card of that version is due.
CREATE TABLE IF NOT EXISTS notification_subject (
    tenant  text NOT NULL,
    topic   text NOT NULL,
    subject text NOT NULL,
    version integer NOT NULL,
    told    integer NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, topic, subject)
);

CREATE INDEX IF NOT EXISTS ix_notification_untold ON notification_subject (tenant, topic, subject) WHERE told < version;

-- One row a card in one place, brought to what it has to show; `token` is what its buttons send back, `hash` what a decision over it carries.
CREATE TABLE IF NOT EXISTS notification_card (
    tenant    text NOT NULL,
    token     text NOT NULL,
    topic     text NOT NULL,
    subject   text NOT NULL,
    channel   text NOT NULL,
    target    text NOT NULL,
    hash      text NULL,
    reference text NULL,
    version   integer NOT NULL,
    shown     integer NOT NULL DEFAULT 0,
    attempts  integer NOT NULL DEFAULT 0,
    due_at    timestamptz NOT NULL,
    given_up  BOOLEAN NOT NULL DEFAULT FALSE,
    error     text NULL,
    PRIMARY KEY (tenant, token)
);

CREATE UNIQUE INDEX IF NOT EXISTS ix_notification_card_place ON notification_card (tenant, topic, subject, channel, target);
CREATE INDEX IF NOT EXISTS ix_notification_card_due ON notification_card (tenant, due_at) WHERE shown < version AND NOT given_up;

SELECT isolate('notification_subject');
SELECT isolate('notification_card');
