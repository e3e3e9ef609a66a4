DELETE FROM benefit_spells WHERE citizen_id = ANY ($1::uuid[])
