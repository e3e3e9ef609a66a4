-- Concluded, running, stopped and completed ones.
SELECT igu_id, municipality FROM igus
WHERE registered_on IS NULL AND NOT overdue AND NOT migrated AND state IN (2, 3, 4, 5)
  AND registration_due_on < $1::date AND igu_id > $2
ORDER BY igu_id
LIMIT $3
FOR UPDATE SKIP LOCKED
