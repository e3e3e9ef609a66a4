INSERT INTO sectors AS known (cvr, first_day, sector, version)
SELECT DISTINCT ON (cvr, first_day) cvr, first_day::date, sector, version
FROM unnest($1::text[], $2::text[], $3::smallint[], $4::bigint[]) AS event (cvr, first_day, sector, version)
ORDER BY cvr, first_day, version DESC
ON CONFLICT (cvr, first_day) DO UPDATE SET sector = excluded.sector, version = excluded.version
WHERE known.version < excluded.version
