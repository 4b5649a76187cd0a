# shellcheck shell=bash
# What infra/before.sh asks of the servers and programs of a commit. To be sourced by it, in that commit's folder.

enrollctl() { dotnet "$ENROLLCTL" "$@"; }

# before_has COMMAND PARENT: whether the commit's enrollctl has it.
before_has() { enrollctl "$2" --help 2>/dev/null | grep "^  $1 " >/dev/null; }

before_worker() {
  export Enrollment__DigestFolder=$FOLDER/digests
  if declare -F servers_as_worker >/dev/null; then servers_as_worker "$FOLDER" enrollctl; fi
  worker_start "$FOLDER"
}

# before_sql ARGUMENT… runs psql as the owner of the tables.
before_sql() { before_postgres psql -X -q -At -v ON_ERROR_STOP=1 "$@"; }

# before_dump NAME
before_dump() { before_postgres pg_dump -n enrollment --no-owner --no-privileges | gzip -9n >"$OUT/$1.sql.gz"; }

before_postgres() {
  local program=$1
  shift
  PGPASSWORD=$(cat "$FOLDER/password") "$(postgres_programs)/$program" \
    -h 127.0.0.1 -p "${SERVERS_PORTS[0]}" -U enrollment -d enrollment "$@"
}

# before_holds CONDITION waits until it is true in the database.
before_holds() { wait_until 120 before_is "$1" || fail "never became true: $1"; }

before_is() { [ "$(before_sql -c "select $1")" = t ]; }

# before_recorded MESSAGE-ID waits until an event has come of it; before_kept, until it is a dead letter.
before_recorded() {
  before_holds "exists (select from enrollment.mt_events where data::text like '%\"messageId\": \"$1\"%')"
}

before_kept() { before_holds "exists (select from enrollment.mt_doc_dead_letter where data ->> 'messageId' = '$1')"; }

# before_rest waits until everything recorded is announced and chained.
before_rest() {
  local last="select max(seq_id) from enrollment.mt_events"
  before_holds "coalesce((select max(seq_id) from enrollment.audit_chain) = ($last), false)"
  before_holds "exists (select from enrollment.mt_event_progression where name like 'Announcements%' and last_seq_id = ($last))"
}

# before_refuse STREAM lets the database refuse every event of a stream, until before_accept.
before_refuse() {
  before_sql -c "create function enrollment.before_refuse() returns trigger language plpgsql as
    \$\$ begin if new.stream_id = '$1' then raise exception 'refused by hand'; end if; return new; end \$\$;
    create trigger before_refuse before insert on enrollment.mt_events
    for each row execute function enrollment.before_refuse()"
}

before_accept() { before_sql -c "drop trigger before_refuse on enrollment.mt_events; drop function enrollment.before_refuse()"; }

# before_publish LINE… ; the command is recorded, so it names no folder.
before_publish() {
  printf '%s\n' "$@" >"$FOLDER/facts.jsonl"
  (cd "$FOLDER" && enrollctl publish facts.jsonl) 1>&2
}

# before_management METHOD PATH [BODY]
before_management() {
  curl -sS --fail-with-body -u "enrollment:$(cat "$FOLDER/password")" -X "$1" \
    -H 'content-type: application/json' ${3:+--data-binary "$3"} "http://127.0.0.1:${SERVERS_PORTS[2]}/api/$2"
}
