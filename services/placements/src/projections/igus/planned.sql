INSERT INTO igus (
  igu_id, municipality, planned_position, citizen_id, cvr, p_number, first_day, last_day, state, legal_facts, version
)
SELECT igu_id, municipality, position, citizen_id, cvr, p_number, first_day::date, last_day::date, 1, 2, 1
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[])
  AS event (igu_id, municipality, position, citizen_id, cvr, p_number, first_day, last_day)
