SELECT position, version, event_id, kind, type, payload
FROM log.event
WHERE stream_id = $1 AND version >= $2
ORDER BY version
