-- In the order of names, so that of two first openers one waits for the other and then finds all keys made.
INSERT INTO log.cell_key (name, version, wrapped, made_at)
SELECT name, version, wrapped, to_timestamp(0) + $4 * interval '1 microsecond'
FROM unnest($1::text[], $2::int[], $3::bytea[]) AS new (name, version, wrapped)
ORDER BY name, version
ON CONFLICT (name, version) DO NOTHING
