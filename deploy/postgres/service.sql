-- Database and logins of one service; needs roles.sql. For psql, with the service's name in the environment as
-- SERVICE, the passwords in files. What each login may do comes from the roles it can take, one for each pool.
\set ON_ERROR_STOP on
\set service `echo "$SERVICE"`
\set migrate `echo "$SERVICE"_migrate`
\set serve `echo "$SERVICE"_serve`
\set migrate_password `cat "/run/secrets/$SERVICE"_migrate_password`
\set serve_password `cat "/run/secrets/$SERVICE"_serve_password`

CREATE ROLE :"migrate" LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
  PASSWORD :'migrate_password' IN ROLE jobbro_owner;
CREATE ROLE :"serve" LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS
  PASSWORD :'serve_password'
  IN ROLE jobbro_append, jobbro_project, jobbro_read, jobbro_vault, jobbro_count;

CREATE DATABASE :"service" OWNER jobbro_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"service" TO :"migrate", :"serve";
REVOKE CONNECT ON DATABASE postgres FROM PUBLIC;
REVOKE CONNECT ON DATABASE template1 FROM PUBLIC;
