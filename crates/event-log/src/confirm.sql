WITH stored AS (
  SELECT body_mac, body_key, answer, position + command_size - 1 AS last
  FROM log.event WHERE request_id = $1 AND client = $2 AND asker = $3 AND body_mac IS NOT NULL
  UNION ALL
  SELECT body_mac, body_key, answer, position FROM log.answer WHERE request_id = $1 AND client = $2 AND asker = $3
)
SELECT s.body_mac, s.body_key, s.answer, s.last,
  (SELECT epoch FROM log.epoch WHERE first_position <= greatest(s.last, 1) ORDER BY first_position DESC LIMIT 1) AS epoch,
  EXISTS (
    SELECT FROM unnest($4::uuid[], $5::uuid[]) AS loaded (stream, event_id)
    WHERE loaded.event_id IS DISTINCT FROM (
      SELECT e.event_id FROM log.event e WHERE e.stream_id = loaded.stream ORDER BY e.version DESC LIMIT 1)
  ) AS moved
FROM (VALUES (true)) AS one LEFT JOIN stored s ON true
