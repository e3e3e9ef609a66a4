INSERT INTO municipalities (municipality)
SELECT DISTINCT code FROM unnest($1::text[]) AS code WHERE code <> '000'
ON CONFLICT DO NOTHING
