-- Takes a lease that is free. Expiry is looked at again under the row's lock, by the clock of that instant.
INSERT INTO subscriptions.lease AS held (name, version, source, owner, fence, expires)
VALUES ($1, $2, $3, $4, 1, clock_timestamp() + make_interval(secs => $5))
ON CONFLICT (name, version, source) DO UPDATE
SET owner = excluded.owner,
    fence = held.fence + 1,
    expires = clock_timestamp() + make_interval(secs => $5)
WHERE held.expires <= clock_timestamp()
RETURNING fence
