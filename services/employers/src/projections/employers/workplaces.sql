INSERT INTO workplaces (p_number, municipality, cvr, located_in, version)
SELECT p_number, municipality, cvr, located_in, 1
FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
  AS event (p_number, municipality, cvr, located_in)
