-- Tables for sql-corpus-sqlite.tsv.
CREATE TABLE clients(id integer primary key, name text, email text, status text, notes text, drop_date text, "delete" text, deleted_at text);
CREATE TABLE campaigns(id integer primary key, client_id int, last_update text);
CREATE TABLE orders(id integer primary key, client_id int references clients(id), total real);
CREATE TABLE "drop table"(id int, "delete from" text);
CREATE TABLE human_approval_queue(id int, status text, payload text);
CREATE TABLE agent_execution_log(id int);
CREATE TABLE integration_tokens(id int, value text);
INSERT INTO clients(name) VALUES ('a'), ('b'), ('c');
INSERT INTO campaigns VALUES (1, 1, 'x');
