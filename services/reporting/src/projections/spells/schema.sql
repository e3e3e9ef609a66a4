-- Read model `spells`: what the events of citizens, placements and employers say, day by day. first_day is included, end_day
-- is not; no end_day: it runs. A row is made from one stream only.
-- `municipality` says who may see a row, never who is counted: that is `responsible`, on the day.

CREATE TABLE citizens (
  citizen_id   uuid PRIMARY KEY,
  municipality text NOT NULL,
  sex          text NOT NULL CHECK (sex IN ('female', 'male')),
  birth_month  date NOT NULL
);

-- version: of the event that began the spell, in its stream.
CREATE TABLE responsibility_spells (
  citizen_id   uuid   NOT NULL,
  version      bigint NOT NULL,
  municipality text   NOT NULL,
  responsible  text   NOT NULL,
  first_day    date   NOT NULL,
  end_day      date,
  PRIMARY KEY (citizen_id, version)
);
CREATE INDEX responsibility_by_municipality ON responsibility_spells (responsible, first_day);

CREATE TABLE programme_spells (
  citizen_id   uuid   NOT NULL,
  version      bigint NOT NULL,
  municipality text   NOT NULL,
  kind         text   NOT NULL,
  first_day    date   NOT NULL,
  end_day      date   CHECK (end_day > first_day),
  PRIMARY KEY (citizen_id, version)
);

-- An assessment holds until the next one.
CREATE TABLE readiness_spells (
  citizen_id   uuid   NOT NULL,
  version      bigint NOT NULL,
  municipality text   NOT NULL,
  category     text   NOT NULL,
  first_day    date   NOT NULL,
  end_day      date,
  PRIMARY KEY (citizen_id, version)
);

-- The dated kinds of main benefit, as they were granted.
CREATE TABLE benefit_kinds (
  citizen_id   uuid   NOT NULL,
  version      bigint NOT NULL,
  municipality text   NOT NULL,
  kind         text   NOT NULL,
  first_day    date   NOT NULL,
  end_day      date   CHECK (end_day > first_day),
  PRIMARY KEY (citizen_id, version)
);

-- Runs of days with a main benefit of whatever kind: a new name of the benefit does not cut a run.
CREATE TABLE benefit_spells (
  citizen_id   uuid NOT NULL,
  municipality text NOT NULL,
  first_day    date NOT NULL,
  end_day      date,
  PRIMARY KEY (citizen_id, first_day)
);

-- Company-based measures that ran: from the first day to the agreed end, or to the one that came before it.
CREATE TABLE measure_spells (
  placement_id uuid PRIMARY KEY,
  municipality text NOT NULL,
  citizen_id   uuid NOT NULL,
  measure      text NOT NULL,
  first_day    date NOT NULL,
  end_day      date NOT NULL
);
CREATE INDEX measure_by_citizen ON measure_spells (citizen_id);

-- IGUs. What has not happened is empty: registered_on the day of registration, first_day and end_day of the time it ran.
-- cvr: of the agreement, whichever company the workplace is registered with.
CREATE TABLE igus (
  igu_id        uuid PRIMARY KEY,
  municipality  text NOT NULL,
  citizen_id    uuid,
  cvr           text,
  p_number      text,
  registered_on date,
  first_day     date,
  end_day       date,
  ending        text CHECK (ending IN ('stopped', 'completed', 'cancelled', 'annulled'))
);
CREATE INDEX igu_by_registration ON igus (registered_on);

-- Where workplaces lie; shared in the cell.
CREATE TABLE workplaces (
  p_number     text PRIMARY KEY,
  municipality text NOT NULL DEFAULT '000',
  located_in   text NOT NULL
);

-- Whom the read model knows, and how far it has come: what an answer covers.
CREATE TABLE municipalities (
  municipality text PRIMARY KEY
);
CREATE TABLE sources (
  service      text   PRIMARY KEY,
  municipality text   NOT NULL DEFAULT '000',
  position     bigint NOT NULL,
  recorded_on  date   NOT NULL
);
