UPDATE log.subject_key
SET wrapped = NULL, erased_at = to_timestamp(0) + $3 * interval '1 microsecond'
WHERE subject_id = $1 AND ($2::int IS NULL OR purpose = $2) AND wrapped IS NOT NULL
