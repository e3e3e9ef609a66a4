SELECT employer_id, cvr, version FROM employers.employers
WHERE cvr > $1
ORDER BY cvr
LIMIT $2
