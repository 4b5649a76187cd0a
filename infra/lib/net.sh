# shellcheck shell=bash
# Ports and HTTP with nothing but bash: a bare machine has no curl.

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Ports below Linux' ephemeral range, so that no outgoing connection takes one between the choice and its use.
free_ports() {
  local wanted=$1 port chosen=' '
  while [ "$wanted" -gt 0 ]; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    case $chosen in *" $port "*) continue ;; esac
    port_answers "$port" && continue
    chosen+="$port "
    wanted=$((wanted - 1))
  done
  chosen=${chosen# }
  printf "%s\n" "${chosen% }"
}

# http_status PORT PATH [USER:PASSWORD] prints the status code, or 000 when nothing answers.
http_status() {
  local port=$1 path=$2 login=${3:-} header='' line=''
  [ -z "$login" ] || header="Authorization: Basic $(printf %s "$login" | base64 -w0)"$'\r\n'
  line=$(http_first_line "$port" "$path" "$header" 2>/dev/null) || true
  line=${line#* }
  line=${line%% *}
  printf '%s\n' "${line:-000}"
}

http_first_line() {
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n%s\r\n' "$2" "$3" >&3
  local line=''
  IFS= read -r -t 10 line <&3 || true
  printf %s "$line"
}

# wait_until SECONDS COMMAND…
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}
