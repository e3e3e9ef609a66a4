-- I02 in the month of day $1, of municipality $2 or of all: recipients of the month in an internship or with wage subsidy on
-- one of its days, and all recipients of the month.
WITH month AS (
  SELECT first_day, (first_day + interval '1 month')::date AS end_day
  FROM (SELECT date_trunc('month', $1::text::timestamp)::date AS first_day) AS it
),
-- What makes a recipient of a citizen in the programme: a main benefit or a wage subsidy.
income AS (
  SELECT citizen_id, first_day, end_day FROM spells.benefit_spells
  UNION ALL
  SELECT citizen_id, first_day, end_day FROM spells.measure_spells WHERE measure = 'MEASURE_KIND_WAGE_SUBSIDY'
),
-- Days of the month on which responsibility, programme and income run together. One municipality is responsible on a day,
-- so the last of a citizen's days says where the citizen is counted.
recipients AS (
  SELECT DISTINCT ON (held.citizen_id) held.citizen_id, held.responsible
  FROM month
  CROSS JOIN spells.responsibility_spells AS held
  JOIN spells.citizens AS citizen ON citizen.citizen_id = held.citizen_id
  JOIN spells.programme_spells AS programme ON programme.citizen_id = held.citizen_id
  JOIN income ON income.citizen_id = held.citizen_id
  CROSS JOIN LATERAL (
    SELECT
      greatest(month.first_day, held.first_day, programme.first_day, income.first_day) AS first_day,
      least(month.end_day, held.end_day, programme.end_day, income.end_day) AS end_day
  ) AS days
  WHERE days.first_day < days.end_day
    -- 16 to 64 on the last day of the month, which the birth month tells exactly.
    AND citizen.birth_month <= month.first_day - interval '16 years'
    AND citizen.birth_month > month.first_day - interval '65 years'
  ORDER BY held.citizen_id, days.end_day DESC
)
SELECT
  count(*) FILTER (WHERE EXISTS (
    SELECT FROM spells.measure_spells AS measure CROSS JOIN month
    WHERE measure.citizen_id = recipient.citizen_id
      AND measure.measure IN ('MEASURE_KIND_INTERNSHIP', 'MEASURE_KIND_WAGE_SUBSIDY')
      AND greatest(month.first_day, measure.first_day) < least(month.end_day, measure.end_day))),
  count(*)
FROM recipients AS recipient
WHERE $2::text IS NULL OR recipient.responsible = $2::text
