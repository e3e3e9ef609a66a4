-- The newest day not after the asked one.
SELECT ordinary_employees, level, method, as_of::text, source
FROM employers.headcounts
WHERE p_number = $1 AND as_of <= $2::date
ORDER BY as_of DESC
LIMIT 1
