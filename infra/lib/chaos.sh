# shellcheck shell=bash
# A deployment to be disturbed, in .run/chaos. To be sourced together with servers.sh and worker.sh.

CHAOS_FOLDER=$PWD/.run/chaos
CHAOS=tests/Enrollment.Chaos/bin/Release/net10.0/Enrollment.Chaos.dll
CHAOS_OPTIONS=()

# chaos_begin removes what an earlier run left, and starts the servers.
chaos_begin() {
  chaos_end
  servers_packages || { fail "PostgreSQL and RabbitMQ must be installed here: what runs in containers cannot be killed piece by piece"; return 1; }
  servers_remove "$CHAOS_FOLDER"
  mkdir -p "$CHAOS_FOLDER/postgres"
  chaos_small_disk && CHAOS_OPTIONS+=(--small-disk)
  unset Enrollment__Postgres Enrollment__RabbitMq Enrollment__RabbitMqManagement
  # A consumer that takes too long is given up within seconds instead of half an hour.
  POSTGRES_MORE_SETTINGS='max_wal_size = 128MB' RABBITMQ_ADVANCED_SETTINGS='[{rabbit, [{consumer_timeout, 15000}, {channel_tick_interval, 5000}]}].' servers_start "$CHAOS_FOLDER"
}

# The database on a disk that can be filled without harm to others; what a killed process wrote stays in it as on any disk.
chaos_small_disk() {
  [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=1g,mode=755 tmpfs "$CHAOS_FOLDER/postgres" 2>/dev/null
}

# The program stops its workers itself, unless it was ended by force.
chaos_end() {
  local home
  for home in "$CHAOS_FOLDER"/worker-*; do
    [ -d "$home" ] || continue
    worker_kill "$home" || true
  done
  servers_stop "$CHAOS_FOLDER" --all || true
  umount "$CHAOS_FOLDER/postgres" 2>/dev/null || true
  git worktree remove --force "$CHAOS_FOLDER/old" 2>/dev/null || true
}

# chaos_old REF builds the worker of an earlier commit.
chaos_old() {
  git worktree add --detach "$CHAOS_FOLDER/old" "$1" >/dev/null
  say "building the worker of $1"
  dotnet build "$CHAOS_FOLDER/old/src/Enrollment.Worker/Enrollment.Worker.csproj" -c Release -v q --nologo 1>&2
  CHAOS_OPTIONS+=(--old-worker "$CHAOS_FOLDER/old/src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll")
}

# chaos_run OPTIONS…
chaos_run() {
  dotnet "$CHAOS" --folder "$CHAOS_FOLDER" --worker "$PWD/src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll" "${CHAOS_OPTIONS[@]}" "$@"
}
