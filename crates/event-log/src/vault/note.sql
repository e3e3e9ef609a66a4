INSERT INTO log.lookup (
  who, on_behalf_of, client, role, municipality, reason, rpc, subject_id, search_terms, term_key, parts, at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, to_timestamp(0) + $12 * interval '1 microsecond')
