#!/bin/bash
# .github/smoke.sh PROGRAM VERSION: checks on any system that a built or installed program starts and works.
#   1. it prints its version;
#   2. its practice server shows a queue, clears it and shows it empty;
#   3. its window stays open for ten seconds, with settings of its own.
# Needs bash, curl and jq, which every runner has. On Linux it also needs a display: run it under xvfb-run.
set -euo pipefail
program=$1 version=$2
work=$(mktemp -d)
pid=
trap 'stop; rm -rf "$work"' EXIT

stop() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    [ -z "$pid" ] || wait "$pid" 2>/dev/null || true
    pid=
}

fail() {
    echo "smoke: $*" >&2
    exit 1
}

said=$("$program" --version | tr -d '\r')
[ "$said" = "instance-desk $version" ] || fail "it says it is '$said', not 'instance-desk $version'"
echo "$said"

"$program" --practice-server 127.0.0.1:0 >"$work/announced" &
pid=$!
for _ in $(seq 100); do
    [ -s "$work/announced" ] && break
    kill -0 "$pid" || fail 'the practice server ended'
    sleep 0.1
done
of_first() {
    jq -er ".instances[0].$1" "$work/announced" | tr -d '\r'
}
url=$(of_first apiUrl)/waInstance$(of_first idInstance)
token=$(of_first apiTokenInstance)
# The practice server enforces the real rate limits: at most one request per second and method.
ask() {
    sleep 1.2
    curl --fail --silent --show-error --noproxy '*' --max-time 30 "$url/$1/$token"
}
waiting=$(ask showMessagesQueue | jq length)
[ "$waiting" -gt 0 ] || fail 'the practice queue is empty from the start'
ask clearMessagesQueue | jq -e '.isCleared == true' >/dev/null || fail 'the practice queue was not cleared'
ask showMessagesQueue | jq -e 'length == 0' >/dev/null || fail 'the practice queue is not empty'
stop
echo "practice server: $waiting messages, cleared, 0 messages"

"$program" --practice --session-only --data-dir "$work/data" 2>"$work/complaints" &
pid=$!
for _ in $(seq 10); do
    sleep 1
    kill -0 "$pid" 2>/dev/null || fail "the window did not stay: $(cat "$work/complaints")"
    # A program without a window also keeps running, until its message box is closed.
    ! grep '^instance-desk: ' "$work/complaints" || fail 'the window did not open'
done
stop
echo 'window: open for ten seconds'
