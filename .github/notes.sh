#!/bin/sh
# .github/notes.sh VERSION: prints the section of CHANGELOG.md for that version, for its release page. Its heading must
# have the date of the release: "## [1.2.3] - 2026-12-24".
set -eu
cd "$(dirname "$0")/.."
notes=$(awk -v head="## [$1] - " '
    /^## / || /^\[[^]]*\]: / { inside = 0 }
    inside { print }
    index($0, head) == 1 && substr($0, length(head) + 1) ~ /^20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ { inside = 1 }
' CHANGELOG.md)
[ -n "$notes" ] || { echo "CHANGELOG.md has no section \"## [$1] - YYYY-MM-DD\" with something in it." >&2; exit 1; }
printf '%s\n' "$notes"
