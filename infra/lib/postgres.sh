# shellcheck shell=bash
# A private PostgreSQL in one folder, reached over 127.0.0.1.

postgres_programs() {
  local newest
  newest=$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)
  if [ -x "$newest" ]; then dirname "$newest"
  elif command -v postgres >/dev/null; then dirname "$(command -v postgres)"
  else return 1; fi
}

postgres_ctl() {
  local folder=$1
  shift
  as_user postgres "$(postgres_programs)/pg_ctl" -D "$folder/data" "$@" 9>&-
}

postgres_runs() { [ -d "$1/data" ] && postgres_ctl "$1" status >/dev/null 2>&1; }

# The application role exists only when the first start was completed; anything less is made again.
postgres_prepare() {
  local folder=$1 password=$2
  mkdir -p "$folder"
  find "$folder" -mindepth 1 -delete
  printf '%s\n' "$password" >"$folder/password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$folder"
  chmod 700 "$folder"
  chmod 600 "$folder/password"
  as_user postgres "$(postgres_programs)/initdb" -D "$folder/data" -U postgres -E UTF8 --locale=C \
    --auth=scram-sha-256 --pwfile="$folder/password" --no-sync >"$folder/initdb.log" 2>&1 \
    || { show_log_end "$folder/initdb.log"; fail "initdb failed"; }
}

# POSTGRES_MORE_SETTINGS holds lines to be added, for those who need other settings than everybody.
# The socket lies in the data folder ('.'), named relatively since a socket's path may not exceed 107 characters.
postgres_settings() {
  cat <<EOF
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = '.'
max_connections = 200
fsync = on
timezone = 'UTC'
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %a '
${POSTGRES_MORE_SETTINGS:-}
EOF
}

# postgres_start FOLDER PORT PASSWORD
postgres_start() {
  local folder=$1 port=$2 password=$3
  postgres_prepare "$folder" "$password" || return 1
  postgres_settings "$port" | as_user postgres tee "$folder/data/postgresql.auto.conf" >/dev/null
  postgres_ctl "$folder" start -s -w -t 60 -l "$folder/server.log" >/dev/null </dev/null \
    || { show_log_end "$folder/server.log"; fail "PostgreSQL did not start"; return 1; }
  PGPASSWORD=$password ENROLLMENT_SERVERS_PASSWORD=$password "$(postgres_programs)/psql" -X -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$port" -U postgres -d postgres -f "$SERVERS_LIB/application-role.sql"
}

postgres_stop() {
  postgres_runs "$1" || return 0
  postgres_ctl "$1" stop -s -m fast -t 60
}
