SELECT p.epoch, head.position
FROM (SELECT coalesce((SELECT position FROM log.event ORDER BY position DESC LIMIT 1), 0) AS position) head
CROSS JOIN LATERAL (
  SELECT epoch FROM log.epoch WHERE first_position <= greatest(head.position, 1) ORDER BY first_position DESC LIMIT 1
) p
