-- The newest day not after the asked one.
SELECT places, as_of::text, source FROM employers.places_elsewhere
WHERE p_number = $1 AND as_of <= $2::date
ORDER BY as_of DESC
LIMIT 1
