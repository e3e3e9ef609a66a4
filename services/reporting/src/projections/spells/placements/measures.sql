INSERT INTO measure_spells (placement_id, municipality, citizen_id, measure, first_day, end_day)
SELECT placement_id, municipality, citizen_id, measure, first_day, last_day + 1
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]::date[], $6::text[]::date[])
  AS started (placement_id, municipality, citizen_id, measure, first_day, last_day)
