SELECT s.position, s.place, s.event_id, s.purpose, s.subject_kind, s.subject_id, s.key_version, s.salt, s.nonce,
  s.ciphertext
FROM log.side s
WHERE s.position > $1
  AND CASE WHEN $2::bigint IS NULL
    THEN NOT EXISTS (SELECT FROM log.event e WHERE e.position = s.position)
    ELSE s.position <= $2 END
