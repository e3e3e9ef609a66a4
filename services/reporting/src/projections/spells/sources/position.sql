INSERT INTO sources (service, position, recorded_on) VALUES ($1, $2, $3::date)
ON CONFLICT (service) DO UPDATE SET position = EXCLUDED.position, recorded_on = EXCLUDED.recorded_on
