# shellcheck shell=bash
# A deployment to be disturbed, in .run/chaos. To be sourced together with servers.sh and worker.sh.

CHAOS_FOLDER=$PWD/.run/chaos
CHAOS=tests/Enrollment.Chaos/bin/Release/net10.0/Enrollment.Chaos.dll
CHAOS_OPTIONS=()

# chaos_begin SECONDS removes what an earlier run left, and starts the servers.
chaos_begin() {
  chaos_end
  if ! servers_packages; then
    fail "PostgreSQL and RabbitMQ must be installed here: what runs in containers cannot be killed piece by piece"
    return 1
  fi
  servers_remove "$CHAOS_FOLDER"
  mkdir -p "$CHAOS_FOLDER/postgres"
  chaos_small_disk "$1" && CHAOS_OPTIONS+=(--small-disk)
  chaos_fake_time && CHAOS_OPTIONS+=(--fake-time "$CHAOS_FAKE_TIME")
  chaos_network && CHAOS_OPTIONS+=(--network "$(cat "$CHAOS_FOLDER/network")")
  unset Enrollment__Postgres Enrollment__RabbitMq Enrollment__RabbitMqManagement
  # The broker gives up a consumer that takes too long within seconds instead of half an hour, and a connection on which nothing
  # comes within ten seconds instead of two minutes.
  POSTGRES_MORE_SETTINGS='max_wal_size = 128MB' \
    RABBITMQ_ADVANCED_SETTINGS='[{rabbit, [{consumer_timeout, 15000}, {channel_tick_interval, 5000}, {heartbeat, 5}]}].' \
    servers_start "$CHAOS_FOLDER"
}

# chaos_small_disk SECONDS: the database on a disk that can be filled without harm to others. What a killed process wrote stays in
# it as on any disk.
chaos_small_disk() {
  [ "$(id -u)" = 0 ] && mount -t tmpfs -o "size=$((1024 + 4 * $1))m,mode=755" tmpfs "$CHAOS_FOLDER/postgres" 2>/dev/null
}

# A library by which one process sees another time of day than the rest of the machine.
chaos_fake_time() {
  CHAOS_FAKE_TIME=$(chaos_fake_time_library) && return 0
  command -v apt-get >/dev/null && install_packages libfaketime && CHAOS_FAKE_TIME=$(chaos_fake_time_library)
}

chaos_fake_time_library() {
  local library
  for library in /usr/lib/*/faketime/libfaketimeMT.so.1; do
    if [ -e "$library" ]; then printf '%s\n' "$library"; return 0; fi
  done
  return 1
}

# A network namespace for each worker, with one cable to the relay before the database and one to that before the broker: packets
# can get lost on each.
chaos_network() {
  local number=$((RANDOM % 250 + 1))
  [ "$(id -u)" = 0 ] && ip netns add "enr$number-1" 2>/dev/null || return 1
  echo "$number" >"$CHAOS_FOLDER/network"
  { ip netns add "enr$number-2" && ip netns add "enr$number-3" && chaos_cables "$number"; } 2>/dev/null && return 0
  chaos_network_end
  return 1
}

chaos_cables() {
  local worker
  tc -V >/dev/null && nsenter -V >/dev/null || return 1
  for worker in 1 2 3; do
    ip -n "enr$1-$worker" link set dev lo up \
      && chaos_cable "$1" "$worker" d $((8 * worker + 1)) \
      && chaos_cable "$1" "$worker" b $((8 * worker + 5)) || return 1
  done
}

# chaos_cable NETWORK WORKER NAME ADDRESS: the relay's end has the address, the worker's the next.
chaos_cable() {
  local space="enr$1-$2"
  ip link add "$space$3" type veth peer name "$3" netns "$space" \
    && ip address add "198.18.$1.$4/30" dev "$space$3" && ip link set dev "$space$3" up \
    && ip -n "$space" address add "198.18.$1.$(($4 + 1))/30" dev "$3" && ip -n "$space" link set dev "$3" up
}

chaos_network_end() {
  local number worker
  number=$(cat "$CHAOS_FOLDER/network" 2>/dev/null) || return 0
  for worker in 1 2 3; do ip netns delete "enr$number-$worker" 2>/dev/null || true; done
  rm -f "$CHAOS_FOLDER/network"
}

# The program stops its workers itself, unless it was ended by force.
chaos_end() {
  local home
  for home in "$CHAOS_FOLDER"/worker-*; do
    [ -d "$home" ] || continue
    worker_kill "$home" || true
  done
  servers_stop "$CHAOS_FOLDER" --all || true
  chaos_network_end
  umount "$CHAOS_FOLDER/postgres" 2>/dev/null || true
  git worktree remove --force "$CHAOS_FOLDER/old" 2>/dev/null || true
}

# chaos_old REF builds the worker of an earlier commit.
chaos_old() {
  git worktree add --detach "$CHAOS_FOLDER/old" "$1" >/dev/null
  dotnet_boundary "$CHAOS_FOLDER"
  say "building the worker of $1"
  dotnet build "$CHAOS_FOLDER/old/src/Enrollment.Worker/Enrollment.Worker.csproj" -c Release -v q --nologo 1>&2
  CHAOS_OPTIONS+=(--old-worker "$CHAOS_FOLDER/old/src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll")
}

# chaos_run OPTIONS…
chaos_run() {
  dotnet "$CHAOS" --folder "$CHAOS_FOLDER" --worker "$PWD/src/Enrollment.Worker/bin/Release/net10.0/Enrollment.Worker.dll" \
    --enrollctl "$PWD/src/Enrollment.Cli/bin/Release/net10.0/enrollctl.dll" "${CHAOS_OPTIONS[@]}" "$@" &
  CHAOS_PROGRAM=$!
  wait "$CHAOS_PROGRAM"
}

# Bash hears a signal while it waits, but not while a program runs in the foreground.
chaos_interrupted() {
  trap '' INT TERM
  if [ -n "${CHAOS_PROGRAM:-}" ]; then
    kill "$CHAOS_PROGRAM" 2>/dev/null && wait "$CHAOS_PROGRAM" || true
  fi
  exit 130
}
