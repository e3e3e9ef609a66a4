-- Every relation that the role of queries may select from, quoted, and whether it can tell municipalities apart.
SELECT format('%I.%I', n.nspname, c.relname), EXISTS (
  SELECT FROM pg_catalog.pg_attribute a
  WHERE a.attrelid = c.oid AND a.attname = 'municipality' AND NOT a.attisdropped
)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND has_schema_privilege('jobbro_read', n.oid, 'USAGE')
  AND has_any_column_privilege('jobbro_read', c.oid, 'SELECT')
ORDER BY 1
