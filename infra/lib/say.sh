# shellcheck shell=bash
# What the scripts say to the person in front of them; stdout stays free for results.

say() { printf '==> %s\n' "$*" >&2; }

fail() {
  printf 'error: %s\n' "$*" >&2
  return 1
}

show_log_end() {
  [ -r "$1" ] || return 0
  printf -- '--- the end of %s\n' "$1" >&2
  tail -n 25 "$1" >&2
}
