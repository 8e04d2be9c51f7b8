#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# tools/checkers - the findings in build/log/NAME.log that tools/checkers.txt does not let pass; status 1 when there are any.
# Last line: N passed, N failed.
# Run: tools/checkers.sh NAME
set -u
pass=$(grep -v '^#' tools/checkers.txt | paste -sd'|')
found=$(grep -E '(warning|error):' "build/log/$1.log" | grep -vE "$pass" | sort -u)
count=$(grep -c . <<<"$found")
[ "$count" = 0 ] || echo "$found"
echo "$1: $count findings"
[ "$count" = 0 ] && echo "1 passed, 0 failed" || { echo "0 passed, 1 failed"; exit 1; }
