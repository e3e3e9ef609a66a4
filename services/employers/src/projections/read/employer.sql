SELECT employer_id, cvr, version FROM employers.employers
WHERE ($1::uuid IS NULL OR employer_id = $1) AND ($2::text IS NULL OR cvr = $2)
