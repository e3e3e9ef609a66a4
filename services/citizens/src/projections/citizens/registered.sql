INSERT INTO citizens (
  citizen_id, municipality, registered_position, sex, birth_month, residence_basis, origin_group,
  first_permit_month, citizen_version
)
SELECT citizen_id, municipality, position, sex, birth_month::date, residence_basis, origin_group,
       first_permit_month::date, 1
FROM unnest($1::uuid[], $2::text[], $3::bigint[], $4::smallint[], $5::text[], $6::smallint[],
            $7::smallint[], $8::text[])
  AS event (citizen_id, municipality, position, sex, birth_month, residence_basis, origin_group,
            first_permit_month)
