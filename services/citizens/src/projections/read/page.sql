WHERE citizen.registered_position > $1
  AND ($3::date IS NULL OR EXISTS (
    SELECT FROM citizens.programmes AS it
    WHERE it.citizen_id = citizen.citizen_id
      AND it.first_day <= $3::date AND (it.last_day IS NULL OR it.last_day >= $3::date)
  ))
ORDER BY citizen.registered_position
LIMIT $2
