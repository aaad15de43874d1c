#!/usr/bin/env bash
# Runs once, at the first start of the database: the platform's database, the owner of its schema, the login of silos and gateways, and
# the role that recall runs as (docs/decisions/0008).
set -euo pipefail
psql --set=ON_ERROR_STOP=1 --set=owner="$AGENTCLUSTER_OWNER_PASSWORD" --set=silo="$AGENTCLUSTER_SILO_PASSWORD" --username=postgres <<'SQL'
CREATE ROLE agentcluster_owner LOGIN PASSWORD :'owner';
CREATE ROLE agentcluster_silo LOGIN PASSWORD :'silo';
CREATE ROLE agentcluster_recall NOLOGIN BYPASSRLS;
GRANT agentcluster_recall TO agentcluster_owner;
CREATE DATABASE agentcluster OWNER agentcluster_owner;
\connect agentcluster
CREATE EXTENSION vector;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gin;
SQL
