INSERT INTO employers (employer_id, municipality, cvr, version)
SELECT employer_id, municipality, cvr, 1
FROM unnest($1::uuid[], $2::text[], $3::text[]) AS event (employer_id, municipality, cvr)
