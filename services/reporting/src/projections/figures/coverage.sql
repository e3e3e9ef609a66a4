-- One row for each service and each municipality whose citizens may be counted with its events. By the citizen's
-- municipality, from the services of $1: $2 alone, also while nothing is known of it, or all that are known. By the
-- workplace's, from the services of $3: all that are known and $2, for the citizens may be anybody's. The log of a service
-- is one for the cell, so its last folded event is the same for each municipality.
WITH known AS (
  SELECT municipality FROM spells.municipalities
  UNION SELECT $2::text WHERE $2::text IS NOT NULL
),
covered AS (
  SELECT known.municipality, by_citizen.service FROM known CROSS JOIN unnest($1::text[]) AS by_citizen (service)
  WHERE $2::text IS NULL OR known.municipality = $2::text
  UNION
  SELECT known.municipality, by_workplace.service FROM known CROSS JOIN unnest($3::text[]) AS by_workplace (service)
)
SELECT covered.municipality, covered.service, coalesce(source.position, 0), source.recorded_on::text
FROM covered
LEFT JOIN spells.sources AS source ON source.service = covered.service
ORDER BY covered.municipality, covered.service
