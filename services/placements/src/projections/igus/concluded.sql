UPDATE igus AS igu
SET concluded_on = event.concluded_on::date, registration_due_on = event.due_on::date, migrated = event.migrated,
    conclusion = event.conclusion
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::bytea[])
  AS event (igu_id, concluded_on, due_on, migrated, conclusion)
WHERE igu.igu_id = event.igu_id
