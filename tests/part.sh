# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/part - what tests/run.sh and tests/deep/run.sh share: runs parts and adds them up. Read by them, from the top.
# A part is a command whose last such line reads "N passed, N failed[, N skipped]"; one without counts as failed.
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

parts_add() {   # parts_add N       the sum of N parts as the last line; status 1 when any failed or left no tally
	cat build/log/tally/* | awk -v parts="$1" '
		{ passed += $1; failed += $2; skipped += $3 }
		END { if (NR != parts) failed++
		      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit failed > 0 }'
}
