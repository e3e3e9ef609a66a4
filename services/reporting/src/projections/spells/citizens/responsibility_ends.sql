-- What holds until the next: it ends where a later event of the same stream begins. The earliest of the later ones,
-- so that a spell that was dated back leaves no two on one day.
UPDATE responsibility_spells AS spell SET end_day = next.first_day
FROM (
  SELECT citizen_id, version,
         min(first_day) OVER (
           PARTITION BY citizen_id ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
         ) AS first_day
  FROM responsibility_spells WHERE citizen_id = ANY ($1::uuid[])
) AS next
WHERE spell.citizen_id = next.citizen_id AND spell.version = next.version
  AND spell.end_day IS DISTINCT FROM next.first_day
