-- I01 on day $1, of municipality $2 or of all: job-ready, assessed, not assessed, among recipients in the programme.
SELECT
  count(*) FILTER (WHERE assessed.category = 'READINESS_CATEGORY_JOB_READY'),
  count(assessed.category),
  count(*) FILTER (WHERE assessed.category IS NULL)
FROM spells.responsibility_spells AS held
JOIN spells.citizens AS citizen ON citizen.citizen_id = held.citizen_id
LEFT JOIN spells.readiness_spells AS assessed
  ON assessed.citizen_id = held.citizen_id
  AND assessed.first_day <= $1::text::date AND (assessed.end_day IS NULL OR $1::text::date < assessed.end_day)
WHERE ($2::text IS NULL OR held.responsible = $2::text)
  AND held.first_day <= $1::text::date AND (held.end_day IS NULL OR $1::text::date < held.end_day)
  AND EXISTS (
    SELECT FROM spells.programme_spells AS programme
    WHERE programme.citizen_id = held.citizen_id
      AND programme.first_day <= $1::text::date AND (programme.end_day IS NULL OR $1::text::date < programme.end_day))
  AND EXISTS (
    SELECT FROM spells.benefit_spells AS benefit
    WHERE benefit.citizen_id = held.citizen_id
      AND benefit.first_day <= $1::text::date AND (benefit.end_day IS NULL OR $1::text::date < benefit.end_day))
