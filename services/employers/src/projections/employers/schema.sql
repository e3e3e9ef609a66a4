-- Read model `employers`. Days are included on both sides. Codes are the numbers of the enums in jobbro.values.v1.
-- `municipality` says who may see a row: 000, everyone in the cell.

CREATE TABLE employers (
  employer_id  uuid   PRIMARY KEY,
  municipality text   NOT NULL,
  -- The order of lists.
  cvr          text   NOT NULL UNIQUE,
  version      bigint NOT NULL
);

-- A sector holds until the next one; of one day the last one recorded.
CREATE TABLE sectors (
  employer_id  uuid     NOT NULL,
  municipality text     NOT NULL,
  sector       smallint NOT NULL,
  first_day    date     NOT NULL,
  source       smallint NOT NULL,
  PRIMARY KEY (employer_id, first_day)
);

CREATE TABLE workplaces (
  p_number     text   PRIMARY KEY,
  municipality text   NOT NULL,
  cvr          text   NOT NULL,
  located_in   text   NOT NULL,
  version      bigint NOT NULL
);
CREATE INDEX workplaces_of_a_company ON workplaces (cvr, p_number);

-- Of one day the last one recorded.
CREATE TABLE headcounts (
  p_number           text     NOT NULL,
  municipality       text     NOT NULL,
  as_of              date     NOT NULL,
  ordinary_employees bigint   NOT NULL,
  level              smallint NOT NULL,
  method             smallint NOT NULL,
  source             smallint NOT NULL,
  PRIMARY KEY (p_number, as_of)
);

-- Of one day the last one recorded.
CREATE TABLE places_elsewhere (
  p_number     text     NOT NULL,
  municipality text     NOT NULL,
  places       bigint   NOT NULL,
  as_of        date     NOT NULL,
  source       smallint NOT NULL,
  PRIMARY KEY (p_number, as_of)
);

-- What an ask was promised, as it stands after every release.
CREATE TABLE reservations (
  question_id  uuid     PRIMARY KEY,
  municipality text     NOT NULL,
  p_number     text     NOT NULL,
  measure      smallint NOT NULL,
  basis        smallint NOT NULL,
  occupancy    smallint NOT NULL,
  first_day    date     NOT NULL,
  last_day     date     NOT NULL,
  -- It was given back before it began.
  unused       boolean  NOT NULL DEFAULT false
);
CREATE INDEX reservations_of_a_workplace ON reservations (p_number, first_day);
