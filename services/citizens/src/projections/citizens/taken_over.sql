UPDATE citizens AS citizen
SET responsible_from = event.first_day::date, municipality = event.municipality
FROM (
  -- Of several the last one of the log holds.
  SELECT DISTINCT ON (citizen_id) citizen_id, municipality, first_day
  FROM unnest($1::uuid[], $2::text[], $3::text[]) WITH ORDINALITY
    AS event (citizen_id, municipality, first_day, place)
  ORDER BY citizen_id, place DESC
) AS event
WHERE citizen.citizen_id = event.citizen_id
