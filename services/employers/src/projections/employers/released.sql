-- A release only shortens, so the order of several makes no difference.
UPDATE reservations AS reservation
SET last_day = least(reservation.last_day, event.last_day), unused = reservation.unused OR event.unused
FROM (
  SELECT question_id, min(last_day::date) AS last_day, bool_or(last_day IS NULL) AS unused
  FROM unnest($1::uuid[], $2::text[]) AS event (question_id, last_day)
  GROUP BY question_id
) AS event
WHERE reservation.question_id = event.question_id
