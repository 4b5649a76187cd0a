# shellcheck shell=bash
# Debian packages, installed only where something is missing.

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "this needs root: run it as root, install sudo, or install the packages yourself"; fi
}

# install_packages NAME… ; the services that come with them are neither started nor enabled: the private instances are used.
install_packages() {
  command -v apt-get >/dev/null || { fail "not a Debian-like system; please install: $*"; return 1; }
  say "installing Debian packages: $*"
  as_root true || return 1
  as_root bash -s -- "$@" <<'ROOT'
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
fi
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends "$@"; } </dev/null >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  exit 1
fi
rm -f "$log"
command -v systemctl >/dev/null || exit 0
for package in "$@"; do
  case $package in
    postgresql) systemctl disable postgresql.service ;;
    rabbitmq-server) systemctl disable rabbitmq-server.service epmd.service epmd.socket ;;
  esac >/dev/null 2>&1 || true
done
ROOT
}
