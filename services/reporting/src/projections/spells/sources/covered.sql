-- In one order, so that two sources that are folded at the same time never wait for each other.
INSERT INTO municipalities (municipality)
SELECT DISTINCT code FROM unnest($1::text[]) AS code WHERE code <> '000' ORDER BY code
ON CONFLICT DO NOTHING
