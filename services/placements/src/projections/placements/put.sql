INSERT INTO placements (
  placement_id, municipality, drafted_position, citizen_id, cvr, p_number, measure, focus, first_day, last_day,
  weekly_hours, state, legal_facts, place, facts_received, place_answer, decision, version
)
SELECT placement_id, municipality, drafted_position, citizen_id, cvr, p_number, measure, focus, first_day::date,
       last_day::date, weekly_hours, state, legal_facts, place, facts_received, place_answer, decision, version
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::uuid[], $5::text[], $6::text[], $7::smallint[], $8::smallint[],
            $9::text[], $10::text[], $11::smallint[], $12::smallint[], $13::smallint[], $14::smallint[], $15::bytea[],
            $16::bytea[], $17::bytea[], $18::bigint[])
  AS row (placement_id, municipality, drafted_position, citizen_id, cvr, p_number, measure, focus, first_day,
          last_day, weekly_hours, state, legal_facts, place, facts_received, place_answer, decision, version)
ON CONFLICT (placement_id) DO UPDATE SET
  cvr = excluded.cvr, p_number = excluded.p_number, measure = excluded.measure, focus = excluded.focus,
  first_day = excluded.first_day, last_day = excluded.last_day, weekly_hours = excluded.weekly_hours,
  state = excluded.state, legal_facts = excluded.legal_facts, place = excluded.place,
  facts_received = excluded.facts_received, place_answer = excluded.place_answer, decision = excluded.decision,
  version = excluded.version
