-- Benefits share no day, so an end belongs to the last one that had begun: whether later ones of the same slice are
-- in the table already makes no difference. $3 is not used: a benefit stops without a coded reason.
UPDATE benefits AS benefit SET last_day = event.last_day::date
FROM unnest($1::uuid[], $2::text[], $3::smallint[]) AS event (citizen_id, last_day, reason)
WHERE benefit.citizen_id = event.citizen_id
  AND benefit.first_day = (
    SELECT max(begun.first_day) FROM benefits AS begun
    WHERE begun.citizen_id = event.citizen_id AND begun.first_day <= event.last_day::date
  )
