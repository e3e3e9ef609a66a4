-- How many events of a type, and the sum of their positions: both are wrong as soon as one is folded twice or never.
CREATE TABLE sums (
  municipality text   NOT NULL,
  type_name    text   NOT NULL,
  events       bigint NOT NULL,
  positions    bigint NOT NULL,
  PRIMARY KEY (municipality, type_name)
);

-- Every event that was folded, as often as it was.
CREATE TABLE seen (
  id           bigint GENERATED ALWAYS AS IDENTITY,
  source       text   NOT NULL,
  position     bigint NOT NULL,
  municipality text   NOT NULL
);
