-- Versions of a stream only grow.
UPDATE citizens AS citizen
SET citizen_version = greatest(citizen.citizen_version, event.citizen),
    programme_version = greatest(citizen.programme_version, event.programme),
    benefit_version = greatest(citizen.benefit_version, event.benefit_course)
FROM (
  SELECT citizen_id,
         max(version) FILTER (WHERE kind = 'citizen') AS citizen,
         max(version) FILTER (WHERE kind = 'programme') AS programme,
         max(version) FILTER (WHERE kind = 'benefit_course') AS benefit_course
  FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS event (citizen_id, kind, version)
  GROUP BY citizen_id
) AS event
WHERE citizen.citizen_id = event.citizen_id
