-- Moves a checkpoint under the mover's fence and renews the lease. The lease row stays locked until the commit,
-- so a take-over comes before it, and this finds another fence, or after it, and reads the moved checkpoint.
WITH held AS (
  UPDATE subscriptions.lease
  SET expires = clock_timestamp() + make_interval(secs => $5)
  WHERE name = $1 AND version = $2 AND source = $3 AND fence = $4
  RETURNING name, version, source
)
UPDATE subscriptions.checkpoint AS at
SET position = $6,
    recorded_at = timestamptz 'epoch' + $7 * interval '1 microsecond',
    epochs = $8,
    epoch_starts = $9
FROM held
WHERE at.name = held.name AND at.version = held.version AND at.source = held.source
