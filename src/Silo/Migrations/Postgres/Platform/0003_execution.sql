-- Sources put through the API. The connections are ciphertext of ASP.NET Core data protection, or env:NAME in clear.
CREATE TABLE IF NOT EXISTS source (
    tenant            text        NOT NULL,
    name              text        NOT NULL,
    provider          text        NOT NULL,
    connection        text        NOT NULL,
    read_connection   text        NULL,
    write_connection  text        NULL,
    writable          boolean     NOT NULL,
    read_only_objects text        NOT NULL,
    denied_objects    text        NOT NULL,
    updated_at        timestamptz NOT NULL,
    PRIMARY KEY (tenant, name)
);

SELECT isolate('source');
