SELECT position, (extract(epoch FROM recorded_at) * 1000000)::bigint, epochs, epoch_starts
FROM subscriptions.checkpoint
WHERE name = $1 AND version = $2 AND source = $3
