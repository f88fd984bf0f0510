#!/bin/bash
# tests/windows_under_wine/main_job.sh PROGRAM FOLDER: performs the main job in the program for Windows, by keyboard
# alone, on the current display: connects an instance of its own practice server, and clears its queue with a copy. The
# test is decided by the server's last responses. Wine does not expose windows to screen readers, so the script counts
# key presses; FOLDER gets a picture of each step. Needs curl, jq, xdotool, xclip and imagemagick.
set -euo pipefail
program=$1 folder=$2
mkdir -p "$folder"
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true' EXIT

# Presses of Tab after Ctrl+K, which focuses the list of instances: past it, Journal, Help, Preferences, header and
# tabs.
TO_CLEAR=10

fail() {
    shot failed
    echo "main job: $*; see the pictures in $folder" >&2
    exit 1
}

shot() {
    import -window root "$folder/$1.png"
}

keys() {
    for key; do
        xdotool key "$key"
        sleep 0.5 # a debug build under wine draws slowly
    done
}

# Queries the practice server within its rate limits, which are the real ones; the program queries it too.
ask() {
    sleep 1.2
    curl --fail --silent --show-error --noproxy '*' --max-time 30 --retry 5 --retry-delay 2 "$url/waInstance$id/$1/$token"
}

"$program" --practice-server 127.0.0.1:0 >"$folder/announced" &
pids+=($!)
for _ in $(seq 100); do
    [ -s "$folder/announced" ] && break
    sleep 0.2
done
of_first() {
    jq -er ".instances[0].$1" "$folder/announced" | tr -d '\r'
}
url=$(of_first apiUrl) id=$(of_first idInstance) token=$(of_first apiTokenInstance)
ask showMessagesQueue >"$folder/queue.json"
before=$(jq length "$folder/queue.json")

"$program" --data-dir "$(mktemp -d -p "$folder")" --lang en &
pids+=($!)
window=$(timeout 60 xdotool search --sync --name '^Instance Desk$' | tail -n 1) || fail 'no window'
sleep 3
xdotool windowfocus "$window" || true # there is no window manager to give it the focus
printf '%s\n%s\n%s\n' "$url" "$id" "$token" | xclip -selection clipboard
keys ctrl+v
xdotool type Sales
shot form
keys Return
for _ in $(seq 60); do
    [ "$(xdotool getwindowname "$window")" = "Sales — Instance Desk" ] && break
    sleep 0.5
done
[ "$(xdotool getwindowname "$window")" = "Sales — Instance Desk" ] || fail 'the instance was not saved'
sleep 5
shot queue

keys ctrl+k
for _ in $(seq $TO_CLEAR); do keys Tab; done
shot clear
keys Return
sleep 2
# The focus of the question is on the button that keeps the queue. On Windows, the one before it clears it.
keys shift+Tab
shot question
keys Return
for _ in $(seq 20); do
    left=$(ask showMessagesQueue | jq length)
    [ "$left" -eq 0 ] && break
    sleep 1
done
[ "$left" -eq 0 ] || fail "$left messages still wait"
sleep 15
shot result
ask getMessagesCount | jq -e '.count == 0' >/dev/null || fail 'the server still counts messages'
# The copy must contain the text of the first message.
first=$(jq -r '.[0].body.message // .[0].messageID' "$folder/queue.json" | tr -d '\r')
grep -rqaF --include='instance-desk.db*' "$first" "$folder" || fail 'no copy was saved'
echo "main job: $before messages seen, saved and cleared; the server lists none and counts 0"
