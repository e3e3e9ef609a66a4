SELECT places, as_of::text, source FROM employers.places_elsewhere WHERE p_number = $1
