WHERE igu.planned_position > $1
  AND ($3::uuid IS NULL OR igu.citizen_id = $3::uuid)
  AND ($4::smallint IS NULL OR igu.state = $4::smallint)
  AND (NOT $5::boolean OR igu.overdue AND igu.registered_on IS NULL AND igu.state IN (2, 3, 4, 5))
ORDER BY igu.planned_position
LIMIT $2
