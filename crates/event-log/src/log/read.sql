SELECT (
    SELECT p.epoch FROM log.epoch p WHERE p.first_position <= e.position ORDER BY p.first_position DESC LIMIT 1
  ) AS epoch,
  e.position, e.stream_id, e.version, e.kind, e.event_id, e.type, e.payload, e.municipality,
  (extract(epoch FROM e.recorded_at) * 1000000)::bigint AS recorded_at_us, e.origin, e.trigger, e.request_id,
  e.correlation_id, e.causation_id, e.traceparent, e.chain
FROM log.event e
WHERE e.position > $1
ORDER BY e.position
LIMIT $2
