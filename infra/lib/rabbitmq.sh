# shellcheck shell=bash
# A private RabbitMQ in one folder: own node, own epmd, own cookie, all on 127.0.0.1.

RABBITMQ_PROGRAMS=/usr/lib/rabbitmq/bin

# rabbitmq_process FOLDER NAME prints the pid, if that process is still the one started here and not another with its number.
rabbitmq_process() {
  local pid
  pid=$(cat "$1/$2.pid" 2>/dev/null) || return 1
  { tr "\0" "\n" <"/proc/$pid/environ"; } 2>/dev/null | grep -qxF "ENROLLMENT_BROKER=$1" && printf '%s\n' "$pid"
}

rabbitmq_runs() { rabbitmq_process "$1" broker >/dev/null; }

rabbitmq_settings() {
  cat <<EOF
listeners.tcp.1 = 127.0.0.1:$1
management.tcp.ip = 127.0.0.1
management.tcp.port = $2
default_user = enrollment
default_pass = $3
default_vhost = enrollment
default_user_tags.administrator = true
collect_statistics_interval = 1000
EOF
  cat "$SERVERS_LIB/rabbitmq-limits.conf"
}

rabbitmq_prepare() {
  local folder=$1
  mkdir -p "$folder"
  rm -f "$folder"/*.pid
  rabbitmq_settings "$2" "$3" "$4" >"$folder/rabbitmq.conf"
  # For those who need other settings than everybody; they stay when the broker is started again.
  [ -z "${RABBITMQ_ADVANCED_SETTINGS:-}" ] || printf '%s\n' "$RABBITMQ_ADVANCED_SETTINGS" >"$folder/advanced.config"
  printf '[rabbitmq_management].\n' >"$folder/enabled_plugins"
  [ "$(id -u)" != 0 ] || chown -R rabbitmq: "$folder"
  chmod 700 "$folder"
}

# rabbitmq_spawn FOLDER NAME VARIABLE=VALUE… COMMAND… runs it in a session of its own: Ctrl-C in the terminal ends the script,
# which then stops it.
rabbitmq_spawn() {
  local folder=$1 name=$2
  shift 2
  # shellcheck disable=SC2016 # $$ is the number of the process that becomes the server
  (cd "$folder" && as_user rabbitmq setsid --fork bash -c 'echo $$ >"$0" && exec env "$@"' "$folder/$name.pid" "$@") \
    9>&- </dev/null >"$folder/$name.out" 2>&1
}

rabbitmq_variables() {
  local folder=$1 epmd=$2 distribution=$3
  printf '%s\n' "HOME=$folder" "ENROLLMENT_BROKER=$folder" "ERL_EPMD_PORT=$epmd" ERL_EPMD_ADDRESS=127.0.0.1 \
    "RABBITMQ_DIST_PORT=$distribution" RABBITMQ_NODENAME=enrollment@localhost "RABBITMQ_CONFIG_FILE=$folder/rabbitmq.conf" \
    "RABBITMQ_ADVANCED_CONFIG_FILE=$folder/advanced.config" "RABBITMQ_CONF_ENV_FILE=$folder/rabbitmq-env.conf" \
    "RABBITMQ_ENABLED_PLUGINS_FILE=$folder/enabled_plugins" "RABBITMQ_MNESIA_BASE=$folder/data" "RABBITMQ_LOG_BASE=$folder/log" \
    "RABBITMQ_PID_FILE=$folder/node.pid" RUNNING_UNDER_SYSTEMD=true \
    "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}"
}

# epmd is started here and not by the broker, which would leave it behind, listening on every address.
# rabbitmq_start FOLDER PORT MANAGEMENT EPMD DISTRIBUTION PASSWORD
rabbitmq_start() {
  local folder=$1 port=$2 management=$3 epmd=$4 distribution=$5 password=$6 variables
  rabbitmq_prepare "$folder" "$port" "$management" "$password"
  mapfile -t variables < <(rabbitmq_variables "$folder" "$epmd" "$distribution")
  rabbitmq_spawn "$folder" epmd "${variables[@]}" epmd -port "$epmd" -address 127.0.0.1
  wait_until 10 port_answers "$epmd" || { show_log_end "$folder/epmd.out"; fail "Erlang's port mapper did not start"; return 1; }
  rabbitmq_spawn "$folder" broker "${variables[@]}" "$RABBITMQ_PROGRAMS/rabbitmq-server"
  wait_until 90 rabbitmq_settled "$folder" "$management" "$port" "$password"
  rabbitmq_answers "$management" "$port" "$password" \
    || { show_log_end "$folder/broker.out"; fail "RabbitMQ did not start"; }
}

# rabbitmq_ctl FOLDER EPMD DISTRIBUTION COMMAND…
rabbitmq_ctl() {
  local folder=$1 variables
  mapfile -t variables < <(rabbitmq_variables "$1" "$2" "$3")
  shift 3
  (cd "$folder" && as_user rabbitmq env "${variables[@]}" "$RABBITMQ_PROGRAMS/rabbitmqctl" "$@")
}

rabbitmq_answers() { [ "$(http_status "$1" "/api/health/checks/port-listener/$2" "enrollment:$3")" = 200 ]; }

# Up, or gone again (the pid file may not be written yet in the first moment).
rabbitmq_settled() {
  rabbitmq_answers "$2" "$3" "$4" || { [ -s "$1/broker.pid" ] && sleep 1 && ! rabbitmq_runs "$1"; }
}

rabbitmq_end() {
  local pid
  pid=$(rabbitmq_process "$1" "$2") || return 0
  kill "$pid" 2>/dev/null || return 0
  wait_until 30 rabbitmq_gone "$1" "$2" || kill -KILL "$pid" 2>/dev/null || true
}

rabbitmq_gone() { ! rabbitmq_process "$1" "$2" >/dev/null; }

rabbitmq_stop() {
  rabbitmq_end "$1" broker
  rabbitmq_end "$1" epmd
}
