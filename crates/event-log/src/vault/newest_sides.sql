SELECT s.event_id, s.type, s.purpose, s.subject_kind, s.key_version, s.nonce, s.ciphertext
FROM unnest($2::int[]) AS wanted (purpose)
CROSS JOIN LATERAL (
  SELECT side.*, event.type
  FROM log.side JOIN log.event ON event.position = side.position
  WHERE side.subject_id = $1 AND side.purpose = wanted.purpose
    AND ($3::uuid IS NULL OR (event.stream_id = $3 AND event.type = ANY ($4::text[])))
  ORDER BY side.position DESC, side.place DESC LIMIT 1
) s
