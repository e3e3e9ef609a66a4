SELECT placement_id, role, signed_on::text AS signed_on, method, objected
FROM signatures WHERE placement_id = ANY ($1::uuid[])
