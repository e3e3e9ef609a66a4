INSERT INTO workplaces (p_number, cvr, located_in)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
