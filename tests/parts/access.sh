#!/usr/bin/env bash
# Every page as every role and relation, over HTTP, against `waymark access matrix`; and no list, count or export tells
# of more than its reader may open. What each page asks of the rule: tests/cases/access/routes.csv.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/waymark}
work=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

"$program" demo --db "$work/a.db" --scale 0.005 >/dev/null || exit 1
"$program" access matrix --csv >"$work/matrix.csv"
"$program" access routes >"$work/routes.csv"
(umask 077; head -c 32 /dev/urandom >"$work/key")
python3 tests/parts/access_walk.py prepare "$work" || exit 1
"$program" serve --db "$work/a.db" --listen 127.0.0.1:0 --key-file "$work/key" --client-rate 0 >"$work/out" 2>"$work/log" &
server=$!
address=$(tests/address.sh "$work/out")
[ -n "$address" ] || { cat "$work/log"; echo "0 passed, 1 failed"; exit 1; }
python3 tests/parts/access_walk.py walk "$work" "$address" "$program"
