#!/bin/bash
# Makes the database cluster when the data folder is empty, then runs the server as postgres.
#   POSTGRES_PASSWORD, POSTGRES_USER (postgres), POSTGRES_DB (the user's name), each also as …_FILE; POSTGRES_INITDB_ARGS;
#   POSTGRES_HOST_AUTH_METHOD (trust needs no password); *.sql, *.sql.gz and *.sh in /docker-entrypoint-initdb.d run once.
set -Eeuo pipefail

fail() { printf 'Error: %s\n' "$*" >&2; exit 1; }

# from_file NAME DEFAULT: the variable NAME, from the file that NAME_FILE names when that is set.
from_file() {
  local name=$1 file=$1_FILE
  [[ -z ${!name-} || -z ${!file-} ]] || fail "both $name and $file are set (but are exclusive)"
  if [[ -n ${!file-} ]]; then
    export "$name"="$(<"${!file}")"
  else
    export "$name"="${!name:-$2}"
  fi
  unset "$file"
}

initialise() {
  local pw
  pw=$(mktemp)
  printf '%s\n' "$POSTGRES_PASSWORD" >"$pw"
  local options=(--username="$POSTGRES_USER" --auth-local=trust)
  [[ -z $POSTGRES_PASSWORD ]] || options+=(--pwfile="$pw")
  # shellcheck disable=SC2086 # these are words of a command line
  initdb -D "$PGDATA" "${options[@]}" ${POSTGRES_INITDB_ARGS-}
  rm -f "$pw"
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
}

sql() { psql -v ON_ERROR_STOP=1 --no-psqlrc --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" "$@"; }

# The server that runs meanwhile listens on its socket alone: no client sees a half-made database.
populate() {
  local file
  pg_ctl -D "$PGDATA" -w start -o "-c listen_addresses='' -p ${PGPORT:-5432}" >/dev/null
  if [[ $POSTGRES_DB != postgres ]]; then
    printf 'CREATE DATABASE :"name";\n' | POSTGRES_DB=postgres sql --set name="$POSTGRES_DB"
  fi
  for file in /docker-entrypoint-initdb.d/*; do
    case $file in
      *.sh) if [[ -x $file ]]; then "$file"; else . "$file"; fi ;;
      *.sql) sql -f "$file" ;;
      *.sql.gz) gunzip -c "$file" | sql ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
}

if [[ ${1-} == -* ]]; then set -- postgres "$@"; fi
if [[ ${1-} != postgres ]]; then exec "$@"; fi

if [[ $(id -u) == 0 ]]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  find "$PGDATA" ! -user postgres -exec chown postgres:postgres {} +
  chown postgres:postgres /var/run/postgresql
  chmod 700 "$PGDATA"
  # A secret may be readable by root only, so its file is read before the user changes.
  from_file POSTGRES_PASSWORD ''
  from_file POSTGRES_USER postgres
  from_file POSTGRES_DB "$POSTGRES_USER"
  exec setpriv --reuid postgres --regid postgres --clear-groups -- "$BASH_SOURCE" "$@"
fi

from_file POSTGRES_PASSWORD ''
from_file POSTGRES_USER postgres
from_file POSTGRES_DB "$POSTGRES_USER"
if [[ ! -s $PGDATA/PG_VERSION ]]; then
  [[ -n $POSTGRES_PASSWORD || ${POSTGRES_HOST_AUTH_METHOD-} == trust ]] ||
    fail "Database is uninitialized and superuser password is not specified. Set POSTGRES_PASSWORD to a non-empty value."
  initialise
  populate
fi
unset POSTGRES_PASSWORD
exec "$@"
