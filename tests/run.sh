#!/usr/bin/env bash
# Runs every part of the tests, each on what it needs, and adds up: "N passed, N failed".
# Two lanes run side by side: the browser, that takes as long as all others, and the others one after another.
set -u
cd "$(dirname "$0")/.."
. tests/part.sh

postgres=$(tests/postgres.sh start) || { echo "PostgreSQL did not start"; exit 1; }
trap 'kill $(jobs -p) 2>/dev/null; tests/postgres.sh stop >/dev/null' EXIT
export WAYMARK_TEST_POSTGRES=$postgres

part browser node tests/browser/run.mjs &
part program env WAYMARK_TEST_SLOW=1 build/asan/tests
for script in tests/parts/*.sh; do
	part "$(basename "$script" .sh)" "$script"
done
wait $!
parts_add $(($(ls tests/parts/*.sh | wc -l) + 2))
