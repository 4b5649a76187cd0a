# shellcheck shell=bash
# The year that infra/before.sh lets a commit's programs live through. To be sourced by it.

BEFORE_FIRST_DAY=2025-06-01
BEFORE_LAST_DAY=2026-05-31

before_year() {
  say "a year of facts and nights"
  { cat "$STORIES"; before_days; } >"$FOLDER/year.jsonl"
  (cd "$FOLDER" && enrollctl replay year.jsonl --until "$BEFORE_LAST_DAY") 1>&2
}

# A fact for each day, so that each night is run.
before_days() {
  local first day i
  first=$(date -u -d "$BEFORE_FIRST_DAY" +%s)
  for ((i = 0; i < 364; i++)); do
    TZ=UTC printf -v day '%(%F)T' $((first + 86400 * i))
    before_day "$i" "$day" "p$((1 + i / 5 % 12))"
  done
}

# before_day NUMBER DATE LEARNER
before_day() {
  case $(($1 % 5)) in
    0) before_fact UserUpdated "$1" "$2" "$3" "\"displayName\":\"Person of $2\"" ;;
    1) before_fact ActivityCompleted "$1" "$2" "$3" "\"activityId\":\"privacy\",\"completedOn\":\"$2\"" ;;
    2) before_fact GroupMembershipChanged "$1" "$2" "$3" '"joined":["visitors"],"origin":"integration"' ;;
    3) before_fact ActivityCompleted "$1" "$2" "$3" "\"activityId\":\"forklift\",\"completedOn\":\"$2\"" ;;
    4) before_fact GroupMembershipChanged "$1" "$2" "$3" '"left":["visitors"],"origin":"userInterface"' ;;
  esac
}

# before_fact TYPE NUMBER DATE LEARNER MEMBERS
before_fact() { before_line "$1" "day-$2" "$3T11:00:00Z" "$4" "$5"; }

# before_line TYPE ID INSTANT LEARNER MEMBERS prints a line for enrollctl publish.
before_line() { printf '{"type":"%s","message":{"messageId":"%s","occurredAt":"%s","userId":"%s",%s}}\n' "$@"; }

# One of each kind of dead letter, and one whose body is no text.
before_dead_letters() {
  say "dead letters"
  # Running, so that each has an instant of its own.
  enrollctl clock set "${BEFORE_LAST_DAY}T12:00:00Z" --run 1>&2
  before_refuse learner/doomed
  before_publish "$(before_line UserUpdated bad-date tomorrow bo '"displayName":"Bo","hiredOn":"2025-02-30"')" \
    "$(before_line UserUpdated bad-gone tomorrow gone '"displayName":"Gone Tomorrow"')" \
    "$(before_line UserCreated doomed "${BEFORE_LAST_DAY}T10:00:00Z" doomed '"origin":"integration"')" \
    "$(before_line UserUpdated twice "${BEFORE_LAST_DAY}T10:00:00Z" ada '"hiredOn":"2025-05-15"')"
  before_recorded twice
  before_publish "$(before_line UserUpdated twice "${BEFORE_LAST_DAY}T10:00:00Z" ada '"hiredOn":"2025-05-16"')"
  before_put ActivityCompleted '{"user_id":"enrollment","content_type":"application/octet-stream"}' AP/+AQ== base64
  before_kept bad-date
  before_kept doomed
  before_accept
  before_expire
}

# A message that expires while no worker takes it.
before_expire() {
  worker_stop "$FOLDER"
  before_put UserDeactivated '{"expiration":"1","message_id":"expired"}' \
    "{\\\"messageId\\\":\\\"expired\\\",\\\"occurredAt\\\":\\\"${BEFORE_LAST_DAY}T10:00:00Z\\\",\\\"userId\\\":\\\"bo\\\"}" string
  sleep 2
  worker_start "$FOLDER"
  before_kept expired
}

# The first night fails for one learner; then somebody is forgotten, and operators do what the commit lets them do.
before_last_nights() {
  say "two more nights"
  before_refuse enrollment/selling/late
  before_publish "$(before_line UserCreated late "${BEFORE_LAST_DAY}T11:30:00Z" late '"groups":["sales"],"origin":"integration"')"
  before_recorded late
  before_night 2026-06-01
  before_accept
  enrollctl learner forget gone --reason 'request 17' 1>&2
  before_publish "$(before_line UserUpdated bad-again yesterday gone '"displayName":"Gone Tomorrow"')"
  before_kept bad-again
  if before_has end rule; then enrollctl rule end hygiene-rule --reason 'not needed' --yes 1>&2; fi
  if before_has refused announcements; then before_full_queue; fi
  before_tap
  before_night 2026-06-02
  before_rest
  before_tapped
  if before_has refused announcements; then before_management DELETE queues/enrollment/lms-full; fi
  enrollctl models rebuild --reason exercise 1>&2
  before_rest
}

# before_night DATE ; it may fail for somebody.
before_night() {
  enrollctl clock set "$1T02:00:00Z" 1>&2
  enrollctl nightly run 1>&2 || true
  before_holds "exists (select from enrollment.mt_events where stream_id = 'nightly/$1' and type = 'night_finished')"
}

# Kills the only worker while a segment and two dead letters wait for the database, and leaves it a thousand facts.
before_interrupt() {
  say "a night that is interrupted"
  before_publish "$(before_line GroupMembershipChanged last 2026-06-02T01:00:00Z cy '"joined":["sales"],"origin":"integration"')"
  before_recorded last
  before_lock
  before_publish "$(before_line UserUpdated left-bad-1 never bo '"displayName":"Bo"')" \
    "$(before_line ActivityCompleted left-bad-2 2026-06-02T01:00:00Z bo '"activityId":"","completedOn":"2026-06-01"')"
  enrollctl clock set 2026-06-03T02:00:00Z 1>&2
  before_holds "(select count(distinct relation) = 2 from pg_locks where not granted) and exists (select from enrollment.nightly_segment)"
  worker_kill "$FOLDER"
  before_unlock
  before_publish "$(before_thousand)"
}

before_lock() {
  local tables="enrollment.pending_learner, enrollment.mt_doc_dead_letter"
  PGAPPNAME=before_lock before_sql -c "begin; lock table $tables in exclusive mode; select pg_sleep(600)" >/dev/null 2>&1 &
  before_holds "(select count(*) = 2 from pg_locks where granted and mode = 'ExclusiveLock' and locktype = 'relation')"
}

# Until the sessions of the killed worker are gone, too.
before_unlock() {
  before_sql -c "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'before_lock'" >/dev/null
  before_holds "(select count(*) = 1 from pg_stat_activity where datname = 'enrollment')"
}

# A thousand facts of every type.
before_thousand() {
  local i terms='"audience":{"kind":"groups","groupIds":["left"]},"requirement":"required","recurrence":{"kind":"oneTime"}'
  printf '{"type":"AutoEnrollmentRuleSaved","message":{"messageId":"left-rule","occurredAt":"2026-06-02T10:00:00Z",%s,%s}}\n' \
    '"ruleId":"left-rule","activityId":"left","version":1,"due":{"kind":"within","days":30}' "$terms"
  for ((i = 0; i < 333; i++)); do before_three "$i"; done
}

# before_three NUMBER: facts about one learner.
before_three() {
  before_left_fact UserCreated "$1" 11:00:00 '"groups":["left"],"origin":"integration"'
  case $(($1 % 3)) in
    0) before_left_fact UserUpdated "$1" 11:00:01 '"hiredOn":"2026-01-01"' ;;
    1) before_left_fact UserDeactivated "$1" 11:00:01 '"memberNobodyReads":1' ;;
    2) before_left_fact GroupMembershipChanged "$1" 11:00:01 '"joined":["sales"],"origin":"userInterface"' ;;
  esac
  if [ $(($1 % 3)) = 1 ]; then before_left_fact UserReactivated "$1" 11:00:02 '"memberNobodyReads":1'
  else before_left_fact ActivityCompleted "$1" 11:00:02 '"activityId":"left","completedOn":"2026-06-02"'; fi
}

# before_left_fact TYPE NUMBER TIME MEMBERS
before_left_fact() { before_line "$1" "left-$2-$1" "2026-06-02T$3Z" "left-$2" "$4"; }
