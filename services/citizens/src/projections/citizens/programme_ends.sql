-- Programmes share no day, so an end belongs to the last one that had begun: whether later ones of the same slice are
-- in the table already makes no difference.
UPDATE programmes AS programme SET last_day = event.last_day::date, end_reason = event.reason
FROM unnest($1::uuid[], $2::text[], $3::smallint[]) AS event (citizen_id, last_day, reason)
WHERE programme.citizen_id = event.citizen_id
  AND programme.first_day = (
    SELECT max(begun.first_day) FROM programmes AS begun
    WHERE begun.citizen_id = event.citizen_id AND begun.first_day <= event.last_day::date
  )
