-- 3 takes no place (jobbro.values.v1.PlaceOccupancy).
SELECT count(*) FROM employers.reservations
WHERE p_number = $1 AND NOT unused AND occupancy <> 3 AND $2::date BETWEEN first_day AND last_day
