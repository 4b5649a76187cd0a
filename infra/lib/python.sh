# shellcheck shell=bash
# The Python for the journey test, whose publisher is deliberately not .NET. Debian's pika belongs to Debian's python3, which need
# not be the first on the PATH.

python_with_pika() {
  local python
  for python in "${ENROLLMENT_PYTHON:-}" /usr/bin/python3 python3; do
    if [ -n "$python" ] && "$python" -c 'import pika' 2>/dev/null; then command -v "$python"; return 0; fi
  done
  return 1
}

python_required() {
  python_with_pika >/dev/null || install_packages python3 python3-pika || return 1
  ENROLLMENT_PYTHON=$(python_with_pika) || { fail "no python3 with the module pika was found (set ENROLLMENT_PYTHON)"; return 1; }
  export ENROLLMENT_PYTHON
}
