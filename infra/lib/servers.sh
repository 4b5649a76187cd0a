# shellcheck shell=bash
# PostgreSQL and RabbitMQ for the demonstration and the tests, in a folder of the checkout. To be sourced.
#
#   servers_start FOLDER [--docker]   starts them, or joins those that run there; exports Enrollment__Postgres, Enrollment__RabbitMq
#                                     and Enrollment__RabbitMqManagement. Servers named by these variables are used as they are.
#   servers_stop FOLDER [--all]       stops them once the last script that started or joined them has let go (--all: now).
#   servers_remove FOLDER             stops them and deletes their data.
#   servers_as_worker FOLDER COMMAND… makes the tables by running enrollctl (COMMAND…) as their owner, gives the rights, and exports
#                                     Enrollment__Postgres of the worker's role. Servers named from outside are left as they are.

SERVERS_LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in say net packages identity postgres rabbitmq containers; do
  # shellcheck source=/dev/null
  . "$SERVERS_LIB/$part.sh"
done

servers_start() {
  local folder kind result=0
  servers_named && return 0
  folder=$(servers_folder "$1") || return 1
  (umask 022 && mkdir -p "$folder/users") || return 1
  [ -w "$folder" ] || { fail "$folder belongs to $(stat -c %U "$folder"); remove it or run as that user"; return 1; }
  kind=$(servers_kind "$folder" "${2:-}") || return 1
  exec 9>"$folder/lock"
  flock 9
  touch "$folder/users/$$"
  servers_start_locked "$folder" "$kind" || result=1
  exec 9>&-
  [ "$result" = 0 ] || { servers_stop "$folder"; return 1; }
  servers_export "$folder"
}

servers_named() {
  local postgres=${Enrollment__Postgres:-} broker=${Enrollment__RabbitMq:-}
  [ -n "$postgres$broker" ] || return 1
  if [ -z "$postgres" ] || [ -z "$broker" ]; then
    say "only one of Enrollment__Postgres and Enrollment__RabbitMq is set, so neither is used"
    return 1
  fi
  say "using the servers named by Enrollment__Postgres and Enrollment__RabbitMq"
}

servers_folder() { mkdir -p "$1" && (cd "$1" && pwd -P); }

# A folder keeps the kind of servers it was begun with: they hold its data.
servers_kind() {
  local folder=$1 wish=$2
  if [ -e "$folder/kind" ]; then cat "$folder/kind"; return; fi
  if [ "$wish" != --docker ] && servers_packages; then echo private
  else containers_available && echo containers; fi
}

servers_packages() {
  local missing=()
  postgres_programs >/dev/null || missing+=(postgresql)
  [ -x "$RABBITMQ_PROGRAMS/rabbitmq-server" ] || missing+=(rabbitmq-server)
  [ ${#missing[@]} = 0 ] && return 0
  command -v apt-get >/dev/null || { say "no apt-get here: using docker compose"; return 1; }
  install_packages "${missing[@]}" || { say "the packages could not be installed: trying docker compose"; return 1; }
}

servers_start_locked() {
  local folder=$1 kind=$2
  echo "$kind" >"$folder/kind"
  [ -s "$folder/password" ] || (umask 077 && od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >"$folder/password")
  servers_read_ports "$folder"
  if servers_run "$folder" "$kind"; then say "PostgreSQL and RabbitMQ run already in $folder"; return 0; fi
  servers_halt "$folder" "$kind"
  free_ports 5 >"$folder/ports"
  servers_read_ports "$folder"
  say "starting PostgreSQL and RabbitMQ in $folder"
  if [ "$kind" = containers ]; then containers_start "$folder"; else servers_start_private "$folder" "${SERVERS_PORTS[@]}"; fi
}

servers_start_private() {
  local folder=$1 password broker database=0
  password=$(cat "$folder/password")
  grant_way_to "$folder" postgres || return 1
  rabbitmq_start "$folder/rabbitmq" "$3" "$4" "$5" "$6" "$password" &
  broker=$!
  postgres_start "$folder/postgres" "$2" "$password" || database=1
  wait "$broker" && [ "$database" = 0 ]
}

servers_run() {
  if [ "$2" = containers ]; then containers_run "$1"
  else postgres_runs "$1/postgres" && rabbitmq_runs "$1/rabbitmq"; fi
}

servers_halt() {
  if [ "$2" = containers ]; then containers_stop "$1"
  else
    [ ! -d "$1/postgres" ] || grant_way_to "$1" postgres || return 1
    rabbitmq_stop "$1/rabbitmq"
    postgres_stop "$1/postgres"
  fi
}

servers_read_ports() {
  SERVERS_PORTS=(0 0 0 0 0)
  [ ! -s "$1/ports" ] || read -ra SERVERS_PORTS <"$1/ports"
}

servers_export() {
  local password ports=("${SERVERS_PORTS[@]}")
  password=$(cat "$1/password")
  export Enrollment__Postgres="Host=127.0.0.1;Port=${ports[0]};Username=enrollment;Password=$password;Database=enrollment"
  export Enrollment__RabbitMq="amqp://enrollment:$password@127.0.0.1:${ports[1]}/enrollment"
  export Enrollment__RabbitMqManagement="http://enrollment:$password@127.0.0.1:${ports[2]}"
}

servers_as_worker() {
  local folder=$1
  shift
  [ -e "$folder/kind" ] || return 0
  "$@" schema apply 1>&2 && servers_run_script "$folder" enrollment <infra/grants.sql || { fail "the tables could not be made"; return 1; }
  export Enrollment__Postgres=${Enrollment__Postgres/Username=enrollment;/Username=enrollment_worker;}
}

# servers_run_script FOLDER ROLE <FILE
servers_run_script() {
  local psql=(psql -X -q -v ON_ERROR_STOP=1 -U "$2" -d enrollment)
  if [ "$(cat "$1/kind")" = containers ]; then containers_compose "$(servers_folder "$1")" exec -T postgres "${psql[@]}"
  else PGPASSWORD=$(cat "$1/password") "$(postgres_programs)/${psql[0]}" -h 127.0.0.1 -p "${SERVERS_PORTS[0]}" "${psql[@]:1}"; fi
}

servers_in_use() {
  local user
  for user in "$1"/users/*; do
    [ -e "$user" ] || continue
    if [ "${user##*/}" = kept ] || [ -d "/proc/${user##*/}" ]; then return 0; fi
    rm -f "$user"
  done
  return 1
}

# servers_keep FOLDER leaves the servers running after this script.
servers_keep() { touch "$1/users/kept"; }

servers_stop() {
  local folder=$1 result=0
  [ -e "$folder/kind" ] || return 0
  folder=$(servers_folder "$folder")
  exec 9>"$folder/lock"
  flock 9
  servers_stop_locked "$folder" "${2:-}" || result=1
  exec 9>&-
  return "$result"
}

servers_stop_locked() {
  local folder=$1
  rm -f "$folder/users/$$"
  [ "$2" != --all ] || rm -f "$folder"/users/*
  servers_in_use "$folder" && return 0
  servers_read_ports "$folder"
  servers_halt "$folder" "$(cat "$folder/kind")"
}

servers_remove() {
  local folder=$1
  [ -e "$folder" ] || return 0
  servers_stop "$folder" --all || return 1
  if [ "$(cat "$folder/kind" 2>/dev/null)" = containers ]; then containers_remove "$(servers_folder "$folder")"; fi
  rm -rf "$folder"
}
