SELECT citizen.citizen_id, citizen.registered_position, citizen.sex, citizen.birth_month::text AS birth_month,
       citizen.residence_basis, citizen.origin_group, citizen.first_permit_month::text AS first_permit_month,
       citizen.responsible_from::text AS responsible_from,
       citizen.citizen_version, citizen.programme_version, citizen.benefit_version,
       programme.kind AS programme_kind, programme.first_day::text AS programme_first_day,
       programme.last_day::text AS programme_last_day, programme.end_reason AS programme_end_reason,
       assessment.category AS readiness
FROM citizens.citizens AS citizen
LEFT JOIN LATERAL (
  SELECT * FROM citizens.programmes AS it WHERE it.citizen_id = citizen.citizen_id
  ORDER BY it.first_day DESC LIMIT 1
) AS programme ON true
LEFT JOIN LATERAL (
  SELECT * FROM citizens.assessments AS it WHERE it.citizen_id = citizen.citizen_id
  ORDER BY it.first_day DESC LIMIT 1
) AS assessment ON true
