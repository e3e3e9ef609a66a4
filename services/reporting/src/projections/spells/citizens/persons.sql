INSERT INTO citizens (citizen_id, municipality, sex, birth_month)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]::date[])
