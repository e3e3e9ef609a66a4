INSERT INTO headcounts (p_number, municipality, as_of, ordinary_employees, level, method, source)
-- Of several for one day the last one of the log holds.
SELECT DISTINCT ON (p_number, as_of::date)
       p_number, municipality, as_of::date, ordinary_employees, level, method, source
FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::smallint[], $6::smallint[], $7::smallint[])
  WITH ORDINALITY
  AS event (p_number, municipality, as_of, ordinary_employees, level, method, source, place)
ORDER BY p_number, as_of::date, place DESC
ON CONFLICT (p_number, as_of) DO UPDATE
SET ordinary_employees = excluded.ordinary_employees, level = excluded.level,
    method = excluded.method, source = excluded.source
