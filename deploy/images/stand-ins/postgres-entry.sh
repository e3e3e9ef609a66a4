#!/bin/sh
# Start of the Postgres stand-in: makes the cluster once, runs /docker-entrypoint-initdb.d on a server that only
# listens on its socket, then becomes the server.
set -eu
export POSTGRES_USER="${POSTGRES_USER:-postgres}"
sockets=/var/run/postgresql
[ "$(id -u)" != 0 ] || { echo "run the stand-in as the user postgres" >&2; exit 1; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  mkdir -p "$PGDATA"
  chmod 700 "$PGDATA"
  initdb -D "$PGDATA" -U "$POSTGRES_USER" -E UTF8 --locale=C --pwfile="$POSTGRES_PASSWORD_FILE" \
    --auth-host=scram-sha-256 --auth-local=trust >/dev/null
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -o "-c listen_addresses='' -k $sockets" -l /tmp/setup.log -w start >/dev/null
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sql) psql -v ON_ERROR_STOP=1 -h "$sockets" -U "$POSTGRES_USER" -d postgres -f "$file" ;;
      *.sh) PGHOST="$sockets" sh "$file" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
fi
[ "${1:-postgres}" != postgres ] || shift
exec postgres -D "$PGDATA" -c listen_addresses='*' -k "$sockets" "$@"
