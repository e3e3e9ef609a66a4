-- Begun ones, each with the sector its company was in on the first day.
SELECT igu.igu_id, igu.planned_position, igu.cvr, igu.first_day::text AS first_day, igu.state,
       igu.ended_on::text AS ended_on, employer.sector
FROM igus.igus AS igu
LEFT JOIN LATERAL (
  SELECT it.sector FROM igus.sectors AS it
  WHERE it.cvr = igu.cvr AND it.first_day <= igu.first_day
  ORDER BY it.first_day DESC LIMIT 1
) AS employer ON true
WHERE igu.state IN (3, 4, 5)
  AND igu.planned_position > $1
  AND ($3::uuid IS NULL OR igu.igu_id = $3::uuid)
ORDER BY igu.planned_position
LIMIT $2
