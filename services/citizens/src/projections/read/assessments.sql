SELECT category, first_day::text FROM citizens.assessments WHERE citizen_id = $1 ORDER BY first_day
