# shellcheck shell=bash
# Counts over all test projects, read from their .trx files.

TESTS_PASSED=0
TESTS_FAILED=0

trx_counter() { sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }

# add_results TRX EXIT_CODE ; a project that ended badly without a failed test (it crashed, hung or wrote no result) is one failure.
add_results() {
  local passed=0 failed=0 counter
  if [ -s "$1" ]; then
    passed=$(trx_counter "$1" passed)
    for counter in failed error timeout aborted; do
      failed=$((failed + $(trx_counter "$1" "$counter")))
    done
  fi
  if [ "$2" != 0 ] && [ "$failed" = 0 ]; then
    say "the test project ended with exit code $2 without naming a failed test"
    failed=1
  fi
  TESTS_PASSED=$((TESTS_PASSED + passed))
  TESTS_FAILED=$((TESTS_FAILED + failed))
  say "$passed passed, $failed failed here"
}
