-- Sources of a read model take turns (docs/adr/0014-the-sources-of-a-read-model-take-turns.md). In one order nevertheless:
-- the test that folds them at the same time would else see two of them wait for each other.
INSERT INTO municipalities (municipality)
SELECT DISTINCT code FROM unnest($1::text[]) AS code WHERE code <> '000' ORDER BY code
ON CONFLICT DO NOTHING
