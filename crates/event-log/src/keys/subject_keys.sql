SELECT k.subject_id, k.subject_kind, k.purpose, k.version, k.wrapped, k.wrap_key
FROM unnest($1::uuid[], $2::int[]) AS wanted (subject_id, purpose)
JOIN log.subject_key k USING (subject_id, purpose)
ORDER BY k.subject_id, k.purpose, k.version
