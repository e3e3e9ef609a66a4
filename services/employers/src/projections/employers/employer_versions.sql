-- Versions of a stream only grow.
UPDATE employers AS employer SET version = event.version
FROM (
  SELECT employer_id, max(version) AS version
  FROM unnest($1::uuid[], $2::bigint[]) AS event (employer_id, version)
  GROUP BY employer_id
) AS event
WHERE employer.employer_id = event.employer_id
