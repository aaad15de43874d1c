-- What a server's catalog holds beside tables.
ALTER TABLE catalog_object DROP CONSTRAINT IF EXISTS catalog_object_kind_check;
ALTER TABLE catalog_object ADD CONSTRAINT catalog_object_kind_check CHECK (kind IN ('table', 'view', 'relationship', 'function', 'enum', 'domain'));
