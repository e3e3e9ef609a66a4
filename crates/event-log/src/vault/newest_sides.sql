SELECT s.event_id, e.type, s.purpose, s.subject_kind, s.key_version, s.nonce, s.ciphertext
FROM unnest($2::int[]) AS wanted (purpose)
CROSS JOIN LATERAL (
  SELECT * FROM log.side
  WHERE subject_id = $1 AND purpose = wanted.purpose
  ORDER BY position DESC, place DESC LIMIT 1
) s
JOIN log.event e ON e.position = s.position
