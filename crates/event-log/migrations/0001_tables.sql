-- The tables of the log. Everything lives in schema `log`, which `migrate` makes before this runs.

CREATE TABLE log.event (
  position bigint PRIMARY KEY CHECK (position > 0),
  stream_id uuid NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  kind text NOT NULL,
  event_id uuid NOT NULL,
  type text NOT NULL,
  payload bytea NOT NULL,
  municipality text NOT NULL CHECK (municipality ~ '^[0-9]{3}$'),
  recorded_at timestamptz NOT NULL,
  origin text NOT NULL CHECK (origin IN ('LIVE', 'MIGRATED')),
  trigger text NOT NULL CHECK (trigger IN ('CALLER', 'REACTION', 'TIMER')),
  actor uuid,
  client text NOT NULL,
  role text NOT NULL,
  on_behalf_of uuid,
  asker text NOT NULL CHECK (asker ~ '^[0-9]{3}$'),
  request_id uuid NOT NULL,
  correlation_id uuid NOT NULL,
  causation_id uuid,
  traceparent text,
  body_mac bytea,
  body_key int,
  answer bytea,
  command_size int CHECK (command_size > 0),
  sealed bytea,
  chain bytea NOT NULL CHECK (length(chain) = 32),
  CONSTRAINT event_stream UNIQUE (stream_id, version),
  CONSTRAINT event_first CHECK (
    (body_mac IS NULL) = (command_size IS NULL) AND (body_mac IS NULL) = (body_key IS NULL)
    AND (body_mac IS NULL) = (answer IS NULL))
);
CREATE UNIQUE INDEX event_request ON log.event (request_id, client, asker) WHERE body_mac IS NOT NULL;

COMMENT ON TABLE log.event IS 'Every fact of this service, in commit order. Rows are only ever added, by log.append.';
COMMENT ON COLUMN log.event.position IS 'Gapless, from 1, in commit order.';
COMMENT ON COLUMN log.event.stream_id IS 'The aggregate.';
COMMENT ON COLUMN log.event.version IS 'Gapless within the stream, from 1; the last entry of the unique index is the stream''s version.';
COMMENT ON COLUMN log.event.kind IS 'The aggregate''s kind; one for each stream.';
COMMENT ON COLUMN log.event.event_id IS 'UUID v7, made by the service.';
COMMENT ON COLUMN log.event.type IS 'Full protobuf message name.';
COMMENT ON COLUMN log.event.payload IS 'The bytes of that message, bare.';
COMMENT ON COLUMN log.event.municipality IS 'Three digits: who may see the row; 000 for what is shared in the cell.';
COMMENT ON COLUMN log.event.recorded_at IS 'Taken under the lock, never before the row ahead.';
COMMENT ON COLUMN log.event.origin IS 'LIVE, or MIGRATED for what was taken on from an older system.';
COMMENT ON COLUMN log.event.trigger IS 'CALLER, REACTION or TIMER.';
COMMENT ON COLUMN log.event.actor IS 'Pseudonymous id of the human; absent for a system that acted by itself.';
COMMENT ON COLUMN log.event.client IS 'The client system.';
COMMENT ON COLUMN log.event.role IS 'The role that allowed it.';
COMMENT ON COLUMN log.event.on_behalf_of IS 'The human on whose behalf another one acted.';
COMMENT ON COLUMN log.event.asker IS 'The municipality that asked; with client and request_id the key of the stored answer. Not municipality, which may be 000.';
COMMENT ON COLUMN log.event.request_id IS 'The command, as its caller numbered it.';
COMMENT ON COLUMN log.event.correlation_id IS 'What it belongs to.';
COMMENT ON COLUMN log.event.causation_id IS 'The event that caused it.';
COMMENT ON COLUMN log.event.traceparent IS 'W3C trace context of the command.';
COMMENT ON COLUMN log.event.body_mac IS 'On the first event of a command: HMAC of RPC and request, to know a repeat from a reused id.';
COMMENT ON COLUMN log.event.body_key IS 'On the first event of a command: version of the cell key body.';
COMMENT ON COLUMN log.event.answer IS 'On the first event of a command: the stored answer; never personal data.';
COMMENT ON COLUMN log.event.command_size IS 'On the first event of a command: its number of events, so that a repeat knows the last position.';
COMMENT ON COLUMN log.event.sealed IS 'Ordered list of (subject kind, subject id, purpose, commitment) of the sealed parts.';
COMMENT ON COLUMN log.event.chain IS 'SHA-256 over previous chain, position, version, recorded_at in microseconds, digest of all other columns.';

CREATE TABLE log.answer (
  request_id uuid NOT NULL,
  client text NOT NULL,
  asker text NOT NULL CHECK (asker ~ '^[0-9]{3}$'),
  body_mac bytea NOT NULL,
  body_key int NOT NULL,
  answer bytea NOT NULL,
  position bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (request_id, client, asker)
);
COMMENT ON TABLE log.answer IS 'Stored answers of commands that decided nothing; all others stand on their first event.';
COMMENT ON COLUMN log.answer.request_id IS 'The command, as its caller numbered it.';
COMMENT ON COLUMN log.answer.client IS 'The client system.';
COMMENT ON COLUMN log.answer.asker IS 'The municipality that asked.';
COMMENT ON COLUMN log.answer.body_mac IS 'HMAC of RPC and request.';
COMMENT ON COLUMN log.answer.body_key IS 'Version of the cell key body.';
COMMENT ON COLUMN log.answer.answer IS 'What was answered; never personal data.';
COMMENT ON COLUMN log.answer.position IS 'Head of the log as it was then; 0 before the first event.';
COMMENT ON COLUMN log.answer.recorded_at IS 'When.';

CREATE TABLE log.claim (
  scope text NOT NULL CHECK (scope ~ '^[0-9]{3}$'),
  kind text NOT NULL,
  key bytea NOT NULL,
  holder text NOT NULL CHECK (holder ~ '^[0-9]{3}$'),
  stream_id uuid NOT NULL,
  CONSTRAINT claim_one PRIMARY KEY (scope, kind, key)
);
COMMENT ON TABLE log.claim IS 'What may exist only once: taken and released inside log.append.';
COMMENT ON COLUMN log.claim.scope IS '000 for the whole cell, or the municipality it is unique in.';
COMMENT ON COLUMN log.claim.kind IS 'What is claimed, with the id of the look-up key where the key is an HMAC.';
COMMENT ON COLUMN log.claim.key IS 'The claimed thing; an HMAC where it is personal.';
COMMENT ON COLUMN log.claim.holder IS 'The municipality that holds it; 000 for what is shared.';
COMMENT ON COLUMN log.claim.stream_id IS 'The stream it belongs to.';

CREATE TABLE log.subject_key (
  subject_id uuid NOT NULL,
  purpose int NOT NULL,
  version int NOT NULL CHECK (version > 0),
  subject_kind text NOT NULL,
  wrapped bytea,
  wrap_key int NOT NULL,
  erased_at timestamptz,
  CONSTRAINT subject_key_one PRIMARY KEY (subject_id, purpose, version),
  CONSTRAINT subject_key_erased CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);
COMMENT ON TABLE log.subject_key IS 'The key of each person and purpose. An erased key keeps its row, so that it is known to have been.';
COMMENT ON COLUMN log.subject_key.subject_id IS 'The person.';
COMMENT ON COLUMN log.subject_key.purpose IS 'Number of jobbro.values.v1.Purpose.';
COMMENT ON COLUMN log.subject_key.version IS 'From 1.';
COMMENT ON COLUMN log.subject_key.subject_kind IS 'citizen, later also contact.';
COMMENT ON COLUMN log.subject_key.wrapped IS 'Nonce and key, sealed by the cell key wrap; absent once erased.';
COMMENT ON COLUMN log.subject_key.wrap_key IS 'Version of the cell key wrap.';
COMMENT ON COLUMN log.subject_key.erased_at IS 'When it was destroyed.';

CREATE TABLE log.side (
  position bigint NOT NULL,
  place int NOT NULL CHECK (place >= 0),
  event_id uuid NOT NULL,
  purpose int NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  key_version int NOT NULL,
  salt bytea NOT NULL,
  nonce bytea NOT NULL,
  ciphertext bytea NOT NULL,
  PRIMARY KEY (position, place)
);
CREATE INDEX side_subject ON log.side (subject_id, purpose, position DESC, place DESC);
COMMENT ON TABLE log.side IS 'Sealed parts of events. The event row holds a commitment to each.';
COMMENT ON COLUMN log.side.position IS 'The event.';
COMMENT ON COLUMN log.side.place IS 'Which entry of its column sealed, from 0.';
COMMENT ON COLUMN log.side.event_id IS 'The event''s own id, part of what the cipher vouches for.';
COMMENT ON COLUMN log.side.purpose IS 'Number of jobbro.values.v1.Purpose.';
COMMENT ON COLUMN log.side.subject_kind IS 'citizen, later also contact.';
COMMENT ON COLUMN log.side.subject_id IS 'The person.';
COMMENT ON COLUMN log.side.key_version IS 'Which key of the person and purpose.';
COMMENT ON COLUMN log.side.salt IS 'Random, so that the commitment tells nothing.';
COMMENT ON COLUMN log.side.nonce IS '12 bytes.';
COMMENT ON COLUMN log.side.ciphertext IS 'AES-256-GCM-SIV, tag at the end.';

CREATE TABLE log.cell_key (
  name text NOT NULL CHECK (name IN ('wrap', 'lookup', 'body')),
  version int NOT NULL CHECK (version > 0),
  wrapped bytea NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (name, version)
);
COMMENT ON TABLE log.cell_key IS 'The cell''s own keys, each sealed by the root key.';
COMMENT ON COLUMN log.cell_key.name IS 'wrap seals subject keys, lookup blinds search terms and claims, body compares requests.';
COMMENT ON COLUMN log.cell_key.version IS 'From 1.';
COMMENT ON COLUMN log.cell_key.wrapped IS 'Nonce and key, sealed by the root key.';
COMMENT ON COLUMN log.cell_key.made_at IS 'When.';

CREATE TABLE log.lookup (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  who uuid,
  on_behalf_of uuid,
  client text NOT NULL,
  role text NOT NULL,
  municipality text NOT NULL CHECK (municipality ~ '^[0-9]{3}$'),
  reason text NOT NULL CHECK (reason ~ '^[a-z0-9_-]{1,50}$'),
  rpc text NOT NULL,
  subject_id uuid NOT NULL,
  search_terms bytea[] NOT NULL,
  term_key int NOT NULL,
  parts int[] NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX lookup_subject ON log.lookup (subject_id, at);
COMMENT ON TABLE log.lookup IS 'Every opening of personal data. Written in the transaction that opens it.';
COMMENT ON COLUMN log.lookup.id IS 'Only to tell rows apart; it has gaps.';
COMMENT ON COLUMN log.lookup.who IS 'Pseudonymous id of the human; absent for a system.';
COMMENT ON COLUMN log.lookup.on_behalf_of IS 'The human on whose behalf another one looked.';
COMMENT ON COLUMN log.lookup.client IS 'The client system.';
COMMENT ON COLUMN log.lookup.role IS 'The role that allowed it.';
COMMENT ON COLUMN log.lookup.municipality IS 'The municipality that asked.';
COMMENT ON COLUMN log.lookup.reason IS 'Why, a code the caller stated.';
COMMENT ON COLUMN log.lookup.rpc IS 'Through which RPC.';
COMMENT ON COLUMN log.lookup.subject_id IS 'The person.';
COMMENT ON COLUMN log.lookup.search_terms IS 'What was searched for, as HMAC.';
COMMENT ON COLUMN log.lookup.term_key IS 'Version of the cell key lookup.';
COMMENT ON COLUMN log.lookup.parts IS 'Numbers of jobbro.values.v1.Purpose.';
COMMENT ON COLUMN log.lookup.at IS 'When.';

CREATE TABLE log.epoch (
  epoch bigint PRIMARY KEY CHECK (epoch > 0),
  first_position bigint NOT NULL UNIQUE CHECK (first_position > 0)
);
INSERT INTO log.epoch VALUES (1, 1);
COMMENT ON TABLE log.epoch IS 'Fail-over or restore begins a new epoch; the epoch of an old position never changes.';
COMMENT ON COLUMN log.epoch.epoch IS 'From 1.';
COMMENT ON COLUMN log.epoch.first_position IS 'The first position of this epoch; it ends where the next begins.';

-- Nobody but the owner changes tables. Append adds events and never touches one again.
REVOKE ALL ON SCHEMA log FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA log FROM PUBLIC;
GRANT USAGE ON SCHEMA log TO jobbro_append, jobbro_project, jobbro_vault;
GRANT SELECT ON log._sqlx_migrations, log.epoch TO jobbro_append, jobbro_project, jobbro_vault;

GRANT SELECT, INSERT ON log.event, log.answer TO jobbro_append;
GRANT SELECT, INSERT, DELETE, UPDATE (holder) ON log.claim TO jobbro_append;
GRANT INSERT ON log.side, log.subject_key TO jobbro_append;
GRANT SELECT (subject_id, purpose, version, erased_at) ON log.subject_key TO jobbro_append;

GRANT SELECT ON log.event TO jobbro_project;

GRANT SELECT (position, event_id, type) ON log.event TO jobbro_vault;
GRANT SELECT, DELETE ON log.side TO jobbro_vault;
GRANT SELECT, UPDATE (wrapped, erased_at) ON log.subject_key TO jobbro_vault;
GRANT SELECT, INSERT ON log.cell_key TO jobbro_vault;
GRANT INSERT ON log.lookup TO jobbro_vault;
