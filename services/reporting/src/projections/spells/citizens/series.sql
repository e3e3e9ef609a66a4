-- Runs are made from days, never from events: kinds that touch are one run. Who saw its newest kind sees the run.
INSERT INTO benefit_spells (citizen_id, municipality, first_day, end_day)
SELECT person.citizen_id, newest.municipality, lower(run), upper(run)
FROM (
  SELECT citizen_id, range_agg(daterange(first_day, end_day)) AS days
  FROM benefit_kinds WHERE citizen_id = ANY ($1::uuid[]) GROUP BY citizen_id
) AS person
CROSS JOIN unnest(person.days) AS run
CROSS JOIN LATERAL (
  SELECT kind.municipality FROM benefit_kinds AS kind
  WHERE kind.citizen_id = person.citizen_id AND run @> kind.first_day
  ORDER BY kind.version DESC LIMIT 1
) AS newest
