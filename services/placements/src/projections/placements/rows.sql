SELECT placement_id, municipality, drafted_position, citizen_id, cvr, p_number, measure, focus,
       first_day::text AS first_day, last_day::text AS last_day, weekly_hours, state, legal_facts, place,
       facts_received, place_answer, decision, version
FROM placements WHERE placement_id = ANY ($1::uuid[])
