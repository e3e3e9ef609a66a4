-- What is not said stays as it was.
INSERT INTO igus AS known (
  igu_id, municipality, citizen_id, cvr, p_number, registered_on, first_day, end_day, ending
)
SELECT igu_id, municipality, citizen_id, cvr, p_number, registered_on, first_day, last_day + 1, ending
FROM unnest(
  $1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[]::date[], $7::text[]::date[],
  $8::text[]::date[], $9::text[]
) AS said (igu_id, municipality, citizen_id, cvr, p_number, registered_on, first_day, last_day, ending)
ON CONFLICT (igu_id) DO UPDATE SET
  citizen_id = coalesce(EXCLUDED.citizen_id, known.citizen_id),
  cvr = coalesce(EXCLUDED.cvr, known.cvr),
  p_number = coalesce(EXCLUDED.p_number, known.p_number),
  registered_on = coalesce(EXCLUDED.registered_on, known.registered_on),
  first_day = coalesce(EXCLUDED.first_day, known.first_day),
  end_day = coalesce(EXCLUDED.end_day, known.end_day),
  ending = coalesce(EXCLUDED.ending, known.ending)
