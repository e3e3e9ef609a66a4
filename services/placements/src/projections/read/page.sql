WHERE placement.drafted_position > $1
  AND ($3::uuid IS NULL OR placement.citizen_id = $3)
  AND ($4::smallint IS NULL OR placement.state = $4)
ORDER BY placement.drafted_position
LIMIT $2
