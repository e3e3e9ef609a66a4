-- I04, I05 and I06 on day $1, of the citizens of municipality $2 or of all: IGUs registered by then that run on the day, all,
-- their companies and workplaces. A citizen's municipality is the one responsible on the day, or on the last day of an IGU
-- that ended before; of all, also the IGUs are counted for whose citizen nobody is responsible then.
SELECT
  count(*) FILTER (WHERE igu.first_day <= $1::text::date AND (igu.end_day IS NULL OR $1::text::date < igu.end_day)),
  count(*),
  count(DISTINCT igu.cvr),
  count(DISTINCT igu.p_number)
FROM spells.igus AS igu
CROSS JOIN LATERAL (SELECT least($1::text::date, igu.end_day - 1) AS day) AS counted
LEFT JOIN spells.responsibility_spells AS held
  ON held.citizen_id = igu.citizen_id
  AND held.first_day <= counted.day AND (held.end_day IS NULL OR counted.day < held.end_day)
WHERE igu.registered_on <= $1::text::date
  AND igu.ending IS DISTINCT FROM 'annulled'
  AND ($2::text IS NULL OR held.responsible = $2::text)
