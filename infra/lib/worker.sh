# shellcheck shell=bash
# A worker in the background, the demonstration's or the benchmark's, stopped by its pid.

# shellcheck disable=SC2154 # servers.sh sets them
worker_variables() {
  cat <<EOF
export Enrollment__Postgres='$Enrollment__Postgres'
export Enrollment__RabbitMq='$Enrollment__RabbitMq'
export Enrollment__RabbitMqManagement='${Enrollment__RabbitMqManagement:-}'
export Enrollment__TimeZone=UTC
export Enrollment__NightlyAt=02:00
export Enrollment__DemonstrationClock=true
export DOTNET_ENVIRONMENT=Development
export ASPNETCORE_URLS=http://127.0.0.1:$1
EOF
}

# The pid, if that process is still the worker started here and not another with its number.
worker_process() {
  local pid
  pid=$(cat "$1/worker.pid" 2>/dev/null) || return 1
  { tr '\0' '\n' <"/proc/$pid/environ"; } 2>/dev/null | grep -qxF "ENROLLMENT_WORKER=$1" && printf '%s\n' "$pid"
}

# worker_start FOLDER ; leaves FOLDER/variables.sh for everybody who wants to talk to it.
worker_start() {
  local folder=$1 port
  port=$(free_ports 1)
  (umask 077 && worker_variables "$port" >"$folder/variables.sh")
  # shellcheck source=/dev/null
  . "$folder/variables.sh"
  say "starting the worker on $ASPNETCORE_URLS"
  # shellcheck disable=SC2016 # $$ is the number of the process that becomes the worker
  ENROLLMENT_WORKER=$folder setsid --fork bash -c 'echo $$ >"$0" && exec "$@"' "$folder/worker.pid" \
    dotnet src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll </dev/null >"$folder/worker.log" 2>&1
  wait_until 90 worker_settled "$folder" "$port" || true
  [ "$(http_status "$port" /health/ready)" = 200 ] || { show_log_end "$folder/worker.log"; fail "the worker did not become ready"; }
}

# Ready, or gone again.
worker_settled() {
  [ "$(http_status "$2" /health/ready)" = 200 ] || { [ -s "$1/worker.pid" ] && sleep 1 && worker_gone "$1"; }
}

worker_gone() { ! worker_process "$1" >/dev/null; }

worker_stop() {
  local pid
  pid=$(worker_process "$1") || return 0
  kill "$pid" 2>/dev/null || return 0
  wait_until 30 worker_gone "$1" || kill -KILL "$pid" 2>/dev/null || true
}

# worker_kill FOLDER ends it at once, also one that is stopped.
worker_kill() {
  local pid
  pid=$(worker_process "$1") || return 0
  kill -KILL "$pid"
}
