INSERT INTO signatures (placement_id, municipality, role, signed_on, method, objected)
SELECT placement_id, municipality, role, signed_on::date, method, objected
FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::smallint[], $6::boolean[])
  AS row (placement_id, municipality, role, signed_on, method, objected)
