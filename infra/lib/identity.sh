# shellcheck shell=bash
# PostgreSQL refuses to run as root, so root's servers run as the users that Debian's packages bring along.

# as_user USER COMMAND… runs it as USER when we are root, and as ourselves otherwise.
as_user() {
  local user=$1
  shift
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  local switch=(setpriv --reuid="$user" --regid="$user" --init-groups)
  if [ -n "${SERVERS_CAPABILITY:-}" ]; then
    # The secure bit makes access(2) honor the capability, by which Erlang judges its folders.
    switch+=(--securebits=+no_setuid_fixup --inh-caps="+$SERVERS_CAPABILITY" --ambient-caps="+$SERVERS_CAPABILITY")
  fi
  "${switch[@]}" -- "$@"
}

# A checkout below a folder that other users cannot enter (/root) is out of reach for those users. Opening that folder would change
# something outside the checkout; lending the server the one capability to walk through folders changes nothing.
grant_way_to() {
  local folder=$1 user=$2 capability
  SERVERS_CAPABILITY=''
  [ "$(id -u)" = 0 ] || return 0
  for capability in '' dac_read_search dac_override; do
    SERVERS_CAPABILITY=$capability
    if as_user "$user" test -x "$folder" 2>/dev/null; then return 0; fi
  done
  fail "user $user cannot reach $folder: put the checkout where others may enter, run as an ordinary user, or use --docker"
}
