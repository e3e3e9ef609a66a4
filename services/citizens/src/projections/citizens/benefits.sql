INSERT INTO benefits (citizen_id, municipality, kind, first_day)
SELECT citizen_id, municipality, kind, first_day::date
FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[])
  AS event (citizen_id, municipality, kind, first_day)
