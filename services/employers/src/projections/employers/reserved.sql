INSERT INTO reservations (question_id, municipality, p_number, measure, basis, occupancy, first_day, last_day)
SELECT question_id, municipality, p_number, measure, basis, occupancy, first_day::date,
       -- As the ledger counts a period that ends before it begins.
       greatest(first_day::date, last_day::date)
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::smallint[], $5::smallint[], $6::smallint[], $7::text[], $8::text[])
  AS event (question_id, municipality, p_number, measure, basis, occupancy, first_day, last_day)
