-- Read model `placements`. Days are included on both sides. Codes are the numbers of the enums in jobbro.values.v1 and
-- jobbro.placements.v1. `municipality` says who may see a row.

CREATE TABLE placements (
  placement_id     uuid     PRIMARY KEY,
  municipality     text     NOT NULL,
  -- Position of the draft in the log: the order of lists.
  drafted_position bigint   NOT NULL,
  citizen_id       uuid     NOT NULL,
  cvr              text     NOT NULL,
  p_number         text     NOT NULL,
  measure          smallint NOT NULL,
  focus            smallint NOT NULL,
  first_day        date     NOT NULL,
  -- As agreed, or the real one when it was interrupted.
  last_day         date     NOT NULL CHECK (last_day >= first_day),
  weekly_hours     smallint NOT NULL,
  state            smallint NOT NULL,
  legal_facts      smallint NOT NULL,
  place            smallint NOT NULL,
  -- LegalFactsReceived, PlaceAnswerReceived, and PlacementGranted or PlacementRejected, as they are stored.
  facts_received   bytea,
  place_answer     bytea,
  decision         bytea,
  version          bigint   NOT NULL
);
CREATE UNIQUE INDEX placements_in_order ON placements (municipality, drafted_position);
CREATE INDEX placements_of_citizen ON placements (citizen_id);

-- Those that stand.
CREATE TABLE signatures (
  placement_id uuid     NOT NULL,
  municipality text     NOT NULL,
  role         smallint NOT NULL,
  signed_on    date     NOT NULL,
  method       smallint NOT NULL,
  objected     boolean  NOT NULL,
  PRIMARY KEY (placement_id, role)
);
