SELECT kind, first_day::text, last_day::text FROM citizens.benefits WHERE citizen_id = $1 ORDER BY first_day
