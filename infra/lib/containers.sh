# shellcheck shell=bash
# The same two servers through docker compose, where there are no Debian packages or the caller asks for it.

containers_compose() {
  local folder=$1
  shift
  ENROLLMENT_SERVERS_PASSWORD=$(cat "$folder/password") \
    ENROLLMENT_POSTGRES_PORT=${SERVERS_PORTS[0]} \
    ENROLLMENT_RABBITMQ_PORT=${SERVERS_PORTS[1]} \
    ENROLLMENT_MANAGEMENT_PORT=${SERVERS_PORTS[2]} \
    docker compose --project-name "enrollment-$(printf %s "$folder" | cksum | cut -d ' ' -f 1)" \
    --file "$SERVERS_LIB/../../docker-compose.yml" "$@"
}

containers_available() {
  command -v docker >/dev/null || { fail "docker is not installed"; return 1; }
  docker compose version >/dev/null 2>&1 || { fail "docker has no compose plugin"; return 1; }
  docker info >/dev/null 2>&1 || { fail "the container engine does not answer (docker info)"; return 1; }
}

containers_start() { containers_compose "$1" up --detach --wait --quiet-pull >&2; }

containers_run() { [ "$(containers_compose "$1" ps --status running --quiet 2>/dev/null | wc -l)" = 2 ]; }

containers_stop() { containers_compose "$1" stop >&2; }

containers_remove() { containers_compose "$1" down --volumes >&2; }
