SELECT sector, first_day::text, (lead(first_day) OVER (ORDER BY first_day) - 1)::text, source
FROM employers.sectors WHERE employer_id = $1
ORDER BY first_day
