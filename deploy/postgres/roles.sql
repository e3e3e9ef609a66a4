-- The database roles of a cell, made once for each Postgres cluster by its superuser. Safe to run again.
-- A service logs in as <service>_migrate (job) or <service>_serve and takes one of these roles for each pool.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['owner', 'append', 'project', 'read', 'vault', 'count'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'jobbro_' || name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS', 'jobbro_' || name);
    END IF;
  END LOOP;
END $$;
