-- Data protection keys of all silos; they encrypt connection strings. Rights on this table are rights on those secrets.
CREATE TABLE IF NOT EXISTS data_protection_key (
    name text NOT NULL PRIMARY KEY,
    xml  text NOT NULL
);
