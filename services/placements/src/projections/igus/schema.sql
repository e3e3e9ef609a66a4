-- Read model `igus`. Days are included. Codes are the numbers of the enums in jobbro.placements.v1 and
-- jobbro.values.v1. `municipality` says who may see a row.

CREATE TABLE igus (
  igu_id              uuid     PRIMARY KEY,
  municipality        text     NOT NULL,
  -- Position of the plan in the log: the order of lists.
  planned_position    bigint   NOT NULL,
  citizen_id          uuid     NOT NULL,
  cvr                 text     NOT NULL,
  p_number            text     NOT NULL,
  first_day           date     NOT NULL,
  -- As planned.
  last_day            date     NOT NULL,
  state               smallint NOT NULL,
  -- Last day of one that was stopped or completed.
  ended_on            date,
  concluded_on        date,
  registration_due_on date,
  registered_on       date,
  channel             smallint,
  -- The day for registering passed without.
  overdue             boolean  NOT NULL DEFAULT false,
  -- The agreement was taken on from an older system: no timer runs for it.
  migrated            boolean  NOT NULL DEFAULT false,
  legal_facts         smallint NOT NULL,
  -- As they are stored in the log: LegalFactsReceived, IguAgreementConcluded, IguRegistered.
  legal_answer        bytea,
  conclusion          bytea,
  registration        bytea,
  version             bigint   NOT NULL
);
CREATE UNIQUE INDEX igus_in_order ON igus (municipality, planned_position);
CREATE INDEX igus_of_citizen ON igus (citizen_id);
-- What the timer looks for: concluded, running, stopped and completed ones that nobody registered.
CREATE INDEX igus_to_register ON igus (registration_due_on)
  WHERE registered_on IS NULL AND NOT overdue AND NOT migrated AND state IN (2, 3, 4, 5);

-- From first_day until the next first_day of the company.
CREATE TABLE sectors (
  cvr          text     NOT NULL,
  first_day    date     NOT NULL,
  municipality text     NOT NULL DEFAULT '000',
  sector       smallint NOT NULL,
  -- Of the employer's stream: of two for one day the newer holds.
  version      bigint   NOT NULL,
  PRIMARY KEY (cvr, first_day)
);
