-- Tables of a read model that no municipality could be told apart in.
SELECT c.relname
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND NOT EXISTS (
  SELECT FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = c.oid AND a.attname = 'municipality' AND a.attnotnull AND NOT a.attisdropped
)
ORDER BY c.relname
LIMIT 1
