INSERT INTO places_elsewhere (p_number, municipality, places, as_of, source)
-- Of several the last one of the log holds.
SELECT DISTINCT ON (p_number) p_number, municipality, places, as_of::date, source
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::smallint[]) WITH ORDINALITY
  AS event (p_number, municipality, places, as_of, source, place)
ORDER BY p_number, place DESC
ON CONFLICT (p_number) DO UPDATE
SET places = excluded.places, as_of = excluded.as_of, source = excluded.source
