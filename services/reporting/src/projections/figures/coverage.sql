-- One row for each municipality in the answer, $2, also while nothing is known of it, or all that are known, and each service
-- of $1. The log of a service is one for the cell, so its last folded event is the same for each municipality.
SELECT covered.municipality, service.name, coalesce(source.position, 0), source.recorded_on::text
FROM (
  SELECT municipality FROM spells.municipalities WHERE $2::text IS NULL
  UNION SELECT $2::text WHERE $2::text IS NOT NULL
) AS covered
CROSS JOIN unnest($1::text[]) AS service (name)
LEFT JOIN spells.sources AS source ON source.service = service.name
ORDER BY covered.municipality, service.name
