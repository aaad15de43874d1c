-- Engines with logins read and write through logins of their own: ciphertext like `connection`, or env:NAME in clear.
ALTER TABLE source ADD COLUMN read_connection TEXT NULL;
ALTER TABLE source ADD COLUMN write_connection TEXT NULL;
