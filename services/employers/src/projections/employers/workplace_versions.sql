-- Versions of a stream only grow.
UPDATE workplaces AS workplace SET version = event.version
FROM (
  SELECT p_number, max(version) AS version
  FROM unnest($1::text[], $2::bigint[]) AS event (p_number, version)
  GROUP BY p_number
) AS event
WHERE workplace.p_number = event.p_number
