UPDATE igus AS igu SET legal_facts = event.legal_facts, legal_answer = event.answer
FROM unnest($1::uuid[], $2::smallint[], $3::bytea[]) AS event (igu_id, legal_facts, answer)
WHERE igu.igu_id = event.igu_id
