#!/usr/bin/env bash
# Runs every part of the tests, each on what it needs, and adds up: "N passed, N failed".
# A part is a command whose last line reads "N passed, N failed[, N skipped]"; one without such a line counts as failed.
# Two lanes run side by side: the browser, that takes as long as all others, and the others one after another.
set -u
cd "$(dirname "$0")/.."
rm -rf build/log/tally
mkdir -p build/log/tally

part() {        # part NAME COMMAND...      keeps what it counted in build/log/tally/NAME
	local name=$1 log=build/log/$1.log from=$SECONDS status line p f s said=""
	shift
	"$@" >"$log" 2>&1
	status=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -n 1)
	if [ -z "$line" ]; then
		said=$(tail -n 40 "$log")$'\n'
		line="no result (exit status $status), see $log" p=0 f=1 s=0
	else
		read -r p _ f _ s _ <<<"$line"
		f=${f%,}
		[ "$status" = 0 ] || [ "$f" != 0 ] || f=1
		[ "$f" = 0 ] || said=$(grep -vE '^(ok|left out)' "$log" | tail -n 60)$'\n'
	fi
	echo "$p $f ${s:-0}" >"build/log/tally/$name"
	printf '%s== %s: %s (%s s)\n' "$said" "$name" "$line" $((SECONDS - from))        # in one piece: two lanes write
}

postgres=$(tests/postgres.sh start) || { echo "PostgreSQL did not start"; exit 1; }
trap 'kill $(jobs -p) 2>/dev/null; tests/postgres.sh stop >/dev/null' EXIT
export WAYMARK_TEST_POSTGRES=$postgres

part browser node tests/browser/run.mjs &
part program env WAYMARK_TEST_SLOW=1 build/asan/tests
for script in tests/parts/*.sh; do
	part "$(basename "$script" .sh)" "$script"
done
wait $!

cat build/log/tally/* | awk -v parts="$(ls tests/parts/*.sh | wc -l)" '
	{ passed += $1; failed += $2; skipped += $3 }
	END { if (NR != parts + 2) failed++         # a part that left no tally
	      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 }'
