-- How far each subscription has come, and who may move it. Written by the role `project` alone.
CREATE TABLE subscriptions.checkpoint (
  name         text        NOT NULL,
  version      integer     NOT NULL,
  source       text        NOT NULL,
  position     bigint      NOT NULL DEFAULT 0 CHECK (position >= 0),
  recorded_at  timestamptz,
  epochs       bigint[]    NOT NULL DEFAULT '{}',
  epoch_starts bigint[]    NOT NULL DEFAULT '{}',
  PRIMARY KEY (name, version, source),
  CHECK (cardinality(epochs) = cardinality(epoch_starts))
) WITH (fillfactor = 50);
COMMENT ON TABLE subscriptions.checkpoint IS
  'The last event each subscription has handled, one row for each source. Whoever moves one by hand must raise the fence of its lease in the same transaction.';
COMMENT ON COLUMN subscriptions.checkpoint.version IS 'The read model''s version; 0 for a reaction.';
COMMENT ON COLUMN subscriptions.checkpoint.position IS '0 before the first event.';
COMMENT ON COLUMN subscriptions.checkpoint.recorded_at IS 'When the last handled event was stored at its source.';
COMMENT ON COLUMN subscriptions.checkpoint.epochs IS 'The epochs of the followed log, as met; the last one is that of the position.';
COMMENT ON COLUMN subscriptions.checkpoint.epoch_starts IS 'The first position met in each of these epochs.';

CREATE TABLE subscriptions.lease (
  name    text        NOT NULL,
  version integer     NOT NULL,
  source  text        NOT NULL,
  owner   text        NOT NULL,
  fence   bigint      NOT NULL,
  expires timestamptz NOT NULL,
  PRIMARY KEY (name, version, source)
) WITH (fillfactor = 50);
COMMENT ON TABLE subscriptions.lease IS
  'Who may move a checkpoint. Expiry is told by this database''s clock. Every take-over raises the fence, and a checkpoint moves only under the fence of its mover.';

CREATE TABLE subscriptions.read_model (
  name        text        NOT NULL,
  version     integer     NOT NULL CHECK (version > 0),
  tables_hash bytea       NOT NULL,
  made_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (name, version)
);
COMMENT ON TABLE subscriptions.read_model IS
  'The read models made so far, with the hash of their schema.sql: the tables of a version never change.';

GRANT USAGE ON SCHEMA subscriptions TO jobbro_project;
GRANT SELECT, INSERT, UPDATE ON subscriptions.checkpoint, subscriptions.lease TO jobbro_project;

CREATE FUNCTION subscriptions.make_schema(schema_name text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', schema_name);
END $$;

-- Puts the tables of a read model under row-level security and shows them through views of the same names.
CREATE FUNCTION subscriptions.protect(tables_in text, views_in text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
DECLARE
  it text;
BEGIN
  PERFORM subscriptions.make_schema(views_in);
  FOR it IN SELECT viewname FROM pg_views WHERE schemaname = views_in LOOP
    EXECUTE format('DROP VIEW %I.%I', views_in, it);
  END LOOP;
  EXECUTE format('GRANT USAGE ON SCHEMA %I, %I TO jobbro_read, jobbro_count', tables_in, views_in);
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO jobbro_project', tables_in);
  EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO jobbro_project', tables_in);
  FOR it IN
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = tables_in AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', tables_in, it);
    EXECUTE format('ALTER TABLE %I.%I FORCE ROW LEVEL SECURITY', tables_in, it);
    -- A list, so that an index on the municipality serves it. Nothing set: two nulls, hence no row at all.
    EXECUTE format($policy$
      CREATE POLICY read ON %I.%I FOR SELECT TO jobbro_read USING (
        municipality = ANY (ARRAY[
          nullif(current_setting('jobbro.municipality', true), ''),
          CASE WHEN nullif(current_setting('jobbro.municipality', true), '') IS NOT NULL THEN '000' END
        ]))
      $policy$, tables_in, it);
    EXECUTE format('CREATE POLICY project ON %I.%I TO jobbro_project USING (true) WITH CHECK (true)', tables_in, it);
    EXECUTE format('CREATE POLICY count ON %I.%I FOR SELECT TO jobbro_count USING (true)', tables_in, it);
    EXECUTE format('GRANT SELECT ON %I.%I TO jobbro_read, jobbro_count', tables_in, it);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO jobbro_project', tables_in, it);
    EXECUTE format('CREATE VIEW %I.%I WITH (security_invoker = true) AS SELECT * FROM %I.%I', views_in, it, tables_in, it);
    EXECUTE format('GRANT SELECT ON %I.%I TO jobbro_read, jobbro_count', views_in, it);
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION subscriptions.make_schema, subscriptions.protect FROM PUBLIC;
