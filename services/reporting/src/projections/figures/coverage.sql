-- One row for each municipality in the answer: $2, also while nothing is known of it, or all that are known. The log of
-- service $1 is one for the cell, so its last folded event is the same for each.
SELECT covered.municipality, coalesce(source.position, 0), source.recorded_on::text
FROM (
  SELECT municipality FROM spells.municipalities WHERE $2::text IS NULL
  UNION SELECT $2::text WHERE $2::text IS NOT NULL
) AS covered
LEFT JOIN spells.sources AS source ON source.service = $1::text
ORDER BY covered.municipality
