UPDATE igus SET overdue = true WHERE igu_id = ANY ($1::uuid[])
