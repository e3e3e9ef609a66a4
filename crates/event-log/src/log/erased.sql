SELECT EXISTS (SELECT FROM log.subject_key WHERE subject_id = $1 AND purpose = $2 AND erased_at IS NOT NULL)
