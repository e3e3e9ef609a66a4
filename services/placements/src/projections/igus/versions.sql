-- Versions of a stream only grow.
UPDATE igus AS igu SET version = greatest(igu.version, event.version)
FROM (
  SELECT igu_id, max(version) AS version FROM unnest($1::uuid[], $2::bigint[]) AS event (igu_id, version) GROUP BY igu_id
) AS event
WHERE igu.igu_id = event.igu_id
