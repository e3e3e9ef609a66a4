INSERT INTO sectors (employer_id, municipality, sector, first_day, source)
-- Of several for one day the last one of the log holds.
SELECT DISTINCT ON (employer_id, first_day::date) employer_id, municipality, sector, first_day::date, source
FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::smallint[])
  WITH ORDINALITY
  AS event (employer_id, municipality, sector, first_day, source, place)
ORDER BY employer_id, first_day::date, place DESC
ON CONFLICT (employer_id, first_day) DO UPDATE
SET sector = excluded.sector, source = excluded.source
