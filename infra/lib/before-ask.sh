# shellcheck shell=bash
# What infra/before.sh asks a commit's enrollctl, and what it takes out of the database. To be sourced by it.

# The proofs: digests, and a signed export without the key that signed it.
before_take_out() {
  mkdir -p "$OUT/digests"
  enrollctl audit keys --out "$FOLDER/key" 1>&2
  enrollctl audit export --learner ada --activity safety --out "$OUT/export" --key "$FOLDER/key" 1>&2
  cp "$FOLDER/key.pub" "$OUT/export.pub"
  before_rest
  cp "$FOLDER/digests/2026-06-02.json" "$OUT/digests/"
  enrollctl audit digest --out "$OUT/digests/by-hand.json" 1>&2
}

# Each question as it is typed, and below it what was answered.
before_answers() {
  local question
  say "questions"
  before_questions >"$FOLDER/questions.txt"
  while IFS= read -r question; do
    printf '$ enrollctl %s\n' "$question"
    eval "enrollctl $question" </dev/null || fail "not answered: $question" || return 1
  done <"$FOLDER/questions.txt"
}

before_questions() {
  local learner activity date
  cat <<'EOT'
enrollments --json
enrollments --status overdue --json
enrollments --at-once 2025-06-05 --json
enrollments --by-night 2025-06-02 --json
nightly status --limit 400 --json
nightly status --failed --json
deadletters --json
audit operators --json
clock show --json
EOT
  before_sql -c "select 'deadletters show ' || id || ' --json' from enrollment.mt_doc_dead_letter order by id"
  before_sql -c "select format('history %L --json', id) from enrollment.mt_doc_learner where id !~ '^p[4-9]|^p1.' order by id"
  printf 'rule history %s-rule --json\n' safety selling privacy lab forklift welcome conduct hygiene quality radon
  printf 'rule diff %s-rule 1 2 --json\n' safety selling privacy conduct
  for date in 2025-07-10 2025-12-20 2026-06-02 2026-12-31; do
    for activity in safety selling privacy forklift; do printf 'who --activity %s --as-of %s --json\n' "$activity" "$date"; done
    for learner in ada gone; do printf 'show %s --as-of %s --json\n' "$learner" "$date"; done
    for learner in ada dee; do printf 'explain %s safety --as-of %s --json\n' "$learner" "$date"; done
  done
  before_known
}

# The same date as it was known before and after a completion that was reported late.
before_known() {
  local recorded
  recorded=$(before_sql -c "select to_char(min(timestamp) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')
    from enrollment.mt_events where stream_id = 'enrollment/privacy/p8' and data ->> 'completedOn' = '2025-07-15'")
  printf "show p8 privacy --as-of 2025-08-15 --known-at %s --json\n" "$(date -u -d "$recorded - 10 seconds" +%FT%TZ)" "$recorded"
  printf "explain p8 privacy --as-of 2025-08-15 --known-at %s --json\n" "$recorded"
}
