#!/usr/bin/env bash
# Scanners from outside against a demonstration area on this machine: wapiti over the pages that an officer and a visitor
# reach, sqlmap over the filters of the work list. SCAN_SECONDS bounds each walk of wapiti (standard 300).
# Known and accepted: wapiti misses X-XSS-Protection, which browsers have given up (docs/security.md).
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/waymark}
seconds=${SCAN_SECONDS:-300}
work=$(mktemp -d)
jar=$work/jar passed=0 failed=0
trap '[ -z "${server:-}" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

"$program" demo --db "$work/a.db" --scale 0.01 >/dev/null || exit 1
"$program" serve --db "$work/a.db" --listen 127.0.0.1:0 --second-factor optional --client-rate 0 --quiet yes \
	--address https://send.example.org >"$work/out" 2>"$work/log" &
server=$!
address=$(tests/address.sh "$work/out")
[ -n "$address" ] || { cat "$work/log"; echo "0 passed, 1 failed"; exit 1; }
base=http://$address

ok() {          # ok WORDS COMMAND...
	local words=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $words"; fi
}

# Cookies are marked Secure, so they are carried by hand.
form=$(curl -s -D - -o "$work/page" "$base/sign-in" | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \(\(__Host-\)\?form=[^;]*\).*/\1/p')
csrf=$(grep -o 'name="csrf" value="[^"]*"' "$work/page" | head -n 1 | sed 's/.*value="//; s/"//')
session=$(curl -s -D - -o /dev/null -H "Cookie: $form" --data-urlencode "csrf=$csrf" --data-urlencode email=officer.liverpool@example.org \
	--data-urlencode password=waymark-demo "$base/sign-in" | tr -d '\r' | sed -n 's/^[Ss]et-[Cc]ookie: \(\(__Host-\)\?session=[^;]*\).*/\1/p')
signed_in() { [ "$(curl -s -o /dev/null -w '%{http_code}' -H "Cookie: $session" "$base/work")" = 200 ]; }
ok 'the scanner is signed in' signed_in

walk() {        # walk NAME COOKIE
	nice -n 15 wapiti -u "$base/" --scope folder -d 4 --max-links-per-page 12 --max-scan-time "$seconds" --flush-session \
		-f json -o "$work/$1.json" -H "Cookie: $2" >"$work/$1.log" 2>&1
	python3 - "$work/$1.json" <<-'END'
		import json, sys
		found = json.load(open(sys.argv[1]))
		bad = [(kind, f['info']) for part in ('vulnerabilities', 'anomalies') for kind, all in found[part].items() for f in all
		       if 'X-XSS-Protection' not in f['info']]
		for kind, info in bad:
		    print(kind, '-', info)
		sys.exit(bool(bad))
	END
}
ok 'wapiti as a visitor finds nothing' walk visitor "$form"
ok 'wapiti as an officer finds nothing' walk officer "$session"

sql() {
	nice -n 15 sqlmap -u "$base/work?search=ab&stage=new&sort=name&holder=council&page=1" --cookie "$session" --batch --level 2 --risk 1 \
		-p search,stage,sort,holder,page --output-dir "$work/sqlmap" >"$work/sqlmap.log" 2>&1
	grep -q 'all tested parameters do not appear to be injectable' "$work/sqlmap.log"
}
ok 'sqlmap finds no way in by the work list' sql
ok 'no fault in the log' bash -c "! grep -q '\"level\":\"fault\"\\|\"level\":\"bug\"' '$work/log'"
grep '"level":"\(fault\|bug\)"' "$work/log" | head -n 5
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
