-- An end belongs to the newest spell that began before it in the same stream.
UPDATE programme_spells AS spell SET end_day = ended.last_day + 1
FROM unnest($1::uuid[], $2::bigint[], $3::text[]::date[]) AS ended (citizen_id, version, last_day)
WHERE spell.citizen_id = ended.citizen_id
  AND spell.version = (
    SELECT max(began.version) FROM programme_spells AS began
    WHERE began.citizen_id = ended.citizen_id AND began.version < ended.version
  )
