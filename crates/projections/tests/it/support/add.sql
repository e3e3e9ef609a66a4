INSERT INTO sums (municipality, type_name, events, positions) VALUES ($1, $2, $3, $4)
ON CONFLICT (municipality, type_name) DO UPDATE
SET events = sums.events + excluded.events, positions = sums.positions + excluded.positions
