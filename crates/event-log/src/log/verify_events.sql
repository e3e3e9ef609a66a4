SELECT e.position, e.stream_id, e.version, e.kind, e.event_id, e.type, e.payload, e.municipality,
  (extract(epoch FROM e.recorded_at) * 1000000)::bigint AS recorded_at_us, e.origin, e.trigger, e.actor, e.client,
  e.role, e.on_behalf_of, e.asker, e.request_id, e.correlation_id, e.causation_id, e.traceparent, e.body_mac,
  e.body_key, e.answer, e.command_size, e.sealed, e.chain,
  (e.version = 1 OR EXISTS (
    SELECT FROM log.event before
    WHERE before.stream_id = e.stream_id AND before.version = e.version - 1 AND before.position < e.position
      AND before.kind = e.kind
  )) AND NOT EXISTS (
    SELECT FROM log.event twin
    WHERE twin.stream_id = e.stream_id AND twin.version = e.version AND twin.position < e.position
  ) AS follows
FROM log.event e
WHERE e.position > $1
ORDER BY e.position
LIMIT $2
