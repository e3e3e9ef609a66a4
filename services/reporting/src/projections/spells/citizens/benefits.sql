INSERT INTO benefit_kinds (citizen_id, version, municipality, kind, first_day)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[]::date[])
