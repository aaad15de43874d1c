-- What people are told about, one row a thing: `version` rises in the transaction that changes it, `told` follows once every card of that version is due.
CREATE TABLE IF NOT EXISTS notification_subject (
    tenant  TEXT NOT NULL,
    topic   TEXT NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    told    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant, topic, subject)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS ix_notification_untold ON notification_subject (tenant, topic, subject) WHERE told < version;

-- One row a card in one place, brought to what it has to show; `token` is what its buttons send back, `hash` what a decision over it carries.
CREATE TABLE IF NOT EXISTS notification_card (
    tenant    TEXT NOT NULL,
    token     TEXT NOT NULL,
    topic     TEXT NOT NULL,
    subject   TEXT NOT NULL,
    channel   TEXT NOT NULL,
    target    TEXT NOT NULL,
    hash      TEXT NULL,
    reference TEXT NULL,
    version   INTEGER NOT NULL,
    shown     INTEGER NOT NULL DEFAULT 0,
    attempts  INTEGER NOT NULL DEFAULT 0,
    due_at    INTEGER NOT NULL,
    given_up  BOOLEAN NOT NULL DEFAULT FALSE,
    error     TEXT NULL,
    PRIMARY KEY (tenant, token)
) WITHOUT ROWID;

CREATE UNIQUE INDEX IF NOT EXISTS ix_notification_card_place ON notification_card (tenant, topic, subject, channel, target);
CREATE INDEX IF NOT EXISTS ix_notification_card_due ON notification_card (tenant, due_at) WHERE shown < version AND NOT given_up;
