#!/usr/bin/env bash
# The server over real sockets: what must be refused, slow clients, big files, many at once, stopping under load.
# The program under test is the one with ASan and UBSan; WAYMARK names another.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/asan/waymark}
work=$(mktemp -d)
trap '[ -z "${server:-}" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

"$program" migrate --db "$work/a.db" >/dev/null || exit 1
"$program" serve --db "$work/a.db" --listen 127.0.0.1:0 --client-connections 300 --connections 320 --quiet yes --confine no \
	>"$work/out" 2>"$work/log" &
server=$!
address=$(tests/address.sh "$work/out")
if [ -z "$address" ]; then
	cat "$work/log"
	echo "0 passed, 1 failed"
	exit 1
fi
python3 tests/parts/http_ask.py "$address" "$server" "$work"
status=$?
if grep -qE 'ERROR: AddressSanitizer|runtime error|LeakSanitizer' "$work/log"; then
	cat "$work/log"
	status=1
fi
exit $status
