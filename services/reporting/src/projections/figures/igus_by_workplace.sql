-- I04, I05 and I06 on day $1, at the workplaces in municipality $2 or in all: IGUs registered by then that run on the day,
-- all, their companies and workplaces; in all, also those of which nobody has said where the workplace lies.
SELECT
  count(*) FILTER (WHERE igu.first_day <= $1::text::date AND (igu.end_day IS NULL OR $1::text::date < igu.end_day)),
  count(*),
  count(DISTINCT igu.cvr),
  count(DISTINCT igu.p_number)
FROM spells.igus AS igu
LEFT JOIN spells.workplaces AS workplace ON workplace.p_number = igu.p_number
WHERE igu.registered_on <= $1::text::date
  AND igu.ending IS DISTINCT FROM 'annulled'
  AND ($2::text IS NULL OR workplace.located_in = $2::text)
