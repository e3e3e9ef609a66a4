SELECT p_number, cvr, located_in, version FROM employers.workplaces
WHERE ($1::text IS NULL OR p_number = $1) AND ($2::text IS NULL OR cvr = $2)
ORDER BY p_number
