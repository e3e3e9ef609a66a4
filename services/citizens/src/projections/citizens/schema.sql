-- Read model `citizens`. Days are included on both sides; no last day: it runs. Codes are the numbers of the enums in
-- jobbro.values.v1. `municipality` says who may see a row.

CREATE TABLE citizens (
  citizen_id          uuid     PRIMARY KEY,
  municipality        text     NOT NULL,
  -- Position of the registration in the log: the order of lists.
  registered_position bigint   NOT NULL,
  sex                 smallint NOT NULL,
  -- First day of the month, also below: only the month is known here.
  birth_month         date     NOT NULL,
  residence_basis     smallint NOT NULL,
  origin_group        smallint NOT NULL,
  first_permit_month  date,
  responsible_from    date,
  citizen_version     bigint   NOT NULL,
  programme_version   bigint   NOT NULL DEFAULT 0,
  benefit_version     bigint   NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX citizens_in_order ON citizens (municipality, registered_position);

CREATE TABLE programmes (
  citizen_id   uuid     NOT NULL,
  municipality text     NOT NULL,
  kind         smallint NOT NULL,
  first_day    date     NOT NULL,
  last_day     date     CHECK (last_day >= first_day),
  end_reason   smallint,
  PRIMARY KEY (citizen_id, first_day)
);

CREATE TABLE assessments (
  citizen_id   uuid     NOT NULL,
  municipality text     NOT NULL,
  category     smallint NOT NULL,
  first_day    date     NOT NULL,
  PRIMARY KEY (citizen_id, first_day)
);

CREATE TABLE benefits (
  citizen_id   uuid     NOT NULL,
  municipality text     NOT NULL,
  kind         smallint NOT NULL,
  first_day    date     NOT NULL,
  last_day     date     CHECK (last_day >= first_day),
  PRIMARY KEY (citizen_id, first_day)
);
