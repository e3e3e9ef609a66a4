SELECT igu.igu_id, igu.planned_position, igu.citizen_id, igu.cvr, igu.p_number, igu.first_day::text AS first_day,
       coalesce(igu.ended_on, igu.last_day)::text AS last_day, igu.state, igu.legal_facts,
       igu.concluded_on::text AS concluded_on, igu.registration_due_on::text AS registration_due_on,
       igu.registered_on::text AS registered_on, igu.channel,
       igu.overdue AND igu.registered_on IS NULL AND igu.state IN (2, 3, 4, 5) AS registration_overdue, igu.version,
       igu.legal_answer, igu.conclusion, igu.registration
FROM igus.igus AS igu
