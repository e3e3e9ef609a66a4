INSERT INTO sectors (employer_id, municipality, sector, first_day, source)
SELECT employer_id, municipality, sector, first_day::date, source
FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::smallint[])
  AS event (employer_id, municipality, sector, first_day, source)
