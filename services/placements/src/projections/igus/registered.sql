UPDATE igus AS igu
SET registered_on = event.registered_on::date, channel = event.channel, registration = event.registration
FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::bytea[])
  AS event (igu_id, registered_on, channel, registration)
WHERE igu.igu_id = event.igu_id
