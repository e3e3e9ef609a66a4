INSERT INTO workplaces (p_number, located_in)
SELECT * FROM unnest($1::text[], $2::text[])
