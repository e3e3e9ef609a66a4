INSERT INTO places_elsewhere (p_number, municipality, places, as_of, source)
-- Of several for one day the last one of the log holds.
SELECT DISTINCT ON (p_number, as_of::date) p_number, municipality, places, as_of::date, source
FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::smallint[]) WITH ORDINALITY
  AS event (p_number, municipality, places, as_of, source, place)
ORDER BY p_number, as_of::date, place DESC
ON CONFLICT (p_number, as_of) DO UPDATE
SET places = excluded.places, source = excluded.source
