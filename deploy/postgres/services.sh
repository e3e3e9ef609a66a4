#!/bin/sh
# Runs once, when the cluster is made (/docker-entrypoint-initdb.d): a database and two logins for each service.
set -e
for service in citizens employers placements reporting; do
  export SERVICE="$service"
  psql -v ON_ERROR_STOP=1 --quiet --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --file "${JOBBRO_SQL:-/etc/jobbro}/service.sql"
done
