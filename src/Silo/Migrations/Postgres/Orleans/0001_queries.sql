-- Orleans reads every statement it needs from this table when a silo or client starts
-- (contract of Microsoft.Orleans.*.AdoNet 10.4: keys, parameters, result columns).
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);
