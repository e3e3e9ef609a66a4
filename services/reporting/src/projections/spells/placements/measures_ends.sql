-- The day it ended on takes the place of the one agreed.
UPDATE measure_spells AS spell SET end_day = ended.last_day + 1
FROM (
  SELECT DISTINCT ON (placement_id) placement_id, last_day
  FROM unnest($1::uuid[], $2::bigint[], $3::text[]::date[]) AS it (placement_id, version, last_day)
  ORDER BY placement_id, version DESC
) AS ended
WHERE spell.placement_id = ended.placement_id
