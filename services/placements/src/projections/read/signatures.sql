SELECT role, signed_on::text, method, objected
FROM placements.signatures WHERE placement_id = $1 ORDER BY signed_on, role
