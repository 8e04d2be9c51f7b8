#!/usr/bin/env bash
# Runs every part of the tests, each on what it needs, and adds up: "N passed, N failed".
# A part is a command whose last line reads "N passed, N failed[, N skipped]"; one without such a line counts as failed.
set -u
cd "$(dirname "$0")/.."
mkdir -p build/log
passed=0 failed=0 skipped=0

part() {        # part NAME COMMAND...
	local name=$1 log=build/log/$1.log from=$SECONDS status line
	shift
	"$@" >"$log" 2>&1
	status=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	if [ -z "$line" ]; then
		tail -n 40 "$log"
		echo "== $name: no result (exit status $status), see $log"
		failed=$((failed + 1))
		return
	fi
	read -r p _ f _ s _ <<<"$line"
	[ "$status" = 0 ] || [ "$f" != 0 ] || f=1
	passed=$((passed + p)) failed=$((failed + ${f%,})) skipped=$((skipped + ${s:-0}))
	[ "${f%,}" = 0 ] || grep -vE '^(ok|left out)' "$log" | tail -n 60
	echo "== $name: $line ($((SECONDS - from)) s)"
}

postgres=$(tests/postgres.sh start) || { echo "PostgreSQL did not start"; exit 1; }
trap 'tests/postgres.sh stop >/dev/null' EXIT
export WAYMARK_TEST_POSTGRES=$postgres

part program env WAYMARK_TEST_SLOW=1 build/asan/tests
for script in tests/parts/*.sh; do
	[ -e "$script" ] || continue
	part "$(basename "$script" .sh)" "$script"
done
part browser node tests/browser/run.mjs

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
