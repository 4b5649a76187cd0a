# shellcheck shell=bash
# What infra/before.sh does on the broker beside a commit's programs. To be sourced by it.

# before_put TYPE PROPERTIES BODY ENCODING publishes what enrollctl would not.
before_put() {
  before_management POST "exchanges/enrollment/Enrollment.Contracts%3A$1/publish" \
    "{\"routing_key\":\"\",\"properties\":$2,\"payload\":\"$3\",\"payload_encoding\":\"$4\"}" >/dev/null
}

# A queue that is full refuses announcements.
before_full_queue() {
  before_management PUT queues/enrollment/lms-full '{"durable":true,"arguments":{"x-max-length":1,"x-overflow":"reject-publish"}}'
  before_management POST bindings/enrollment/e/Enrollment.Contracts%3AEnrollmentAnnouncement/q/lms-full '{}'
}

# Everything that saga and segments get goes to one more queue.
before_tap() {
  local exchange
  before_management PUT queues/enrollment/before-tap '{"durable":true}'
  for exchange in enrollment-nightly-cycle enrollment-nightly-segments; do
    before_management POST "bindings/enrollment/e/$exchange/q/before-tap" '{}'
  done
}

before_tapped() {
  before_take before-tap >"$FOLDER/night.json"
  gzip -9n <"$FOLDER/night.json" >"$OUT/messages/a-whole-night.json.gz"
  before_management DELETE queues/enrollment/before-tap
}

# before_take QUEUE prints its messages, as the management interface shows them, and removes them.
before_take() { before_management POST "queues/enrollment/$1/get" '{"count":5000,"ackmode":"ack_requeue_false","encoding":"auto"}'; }

# What was declared, and what is left in each queue.
before_left() {
  local queue
  before_management GET definitions/enrollment >"$OUT/broker.json"
  # Until the broker has noticed that the worker is gone.
  sleep 5
  for queue in $(before_management GET 'queues/enrollment?columns=name' | grep -o 'enrollment-[a-z-]*'); do
    before_take "$queue" >"$FOLDER/queue.json"
    [ "$(cat "$FOLDER/queue.json")" = '[]' ] || gzip -9n <"$FOLDER/queue.json" >"$OUT/messages/$queue.json.gz"
  done
}
