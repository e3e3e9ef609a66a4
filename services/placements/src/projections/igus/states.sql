UPDATE igus AS igu SET state = event.state, ended_on = event.ended_on::date
FROM (
  -- Of several the last one of the log holds.
  SELECT DISTINCT ON (igu_id) igu_id, state, ended_on
  FROM unnest($1::uuid[], $2::smallint[], $3::text[]) WITH ORDINALITY AS event (igu_id, state, ended_on, place)
  ORDER BY igu_id, place DESC
) AS event
WHERE igu.igu_id = event.igu_id
