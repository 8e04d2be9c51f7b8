#!/usr/bin/env bash
# ThreadSanitizer over the tests in process and over the server under load. Every report fails it. Last line: N passed, N failed.
# Run: tests/deep/tsan.sh [PART OF A TEST'S NAME ...]
set -u
cd "$(dirname "$0")/../.."
mkdir -p build/log
rm -f build/log/tsan.*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Its shadow memory wants the addresses that kernels gave before they were so well mixed.
cat >"$work/waymark" <<WORDS
#!/bin/sh
exec setarch -R "$PWD/build/tsan/waymark" "\$@"
WORDS
chmod +x "$work/waymark"
export TSAN_OPTIONS="suppressions=$PWD/tools/tsan.txt log_path=$PWD/build/log/tsan exitcode=0 history_size=4 second_deadlock_stack=1"
passed=0 failed=0
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi; }
setarch -R build/tsan/tests "$@" >"$work/tests.log" 2>&1; ok $? "the tests: $(grep -v '^{' "$work/tests.log" | tail -n 5)"
tail -n 1 "$work/tests.log"
WAYMARK=$work/waymark SOAK_USERS=${SOAK_USERS:-60} SOAK_SECONDS=${SOAK_SECONDS:-60} SOAK_SCALE=0.002 tests/deep/soak.sh >"$work/soak.log" 2>&1
grep -q ' 0 errors' "$work/soak.log" && ! grep -q 'errors: \[' "$work/soak.log"; ok $? "the load: $(tail -n 5 "$work/soak.log")"
tail -n 8 "$work/soak.log"
reports=$(cat build/log/tsan.* 2>/dev/null | grep -c 'WARNING: ThreadSanitizer')
[ "$reports" = 0 ]; ok $? "$reports reports in build/log/tsan.*: $(cat build/log/tsan.* 2>/dev/null | grep -h 'SUMMARY' | sort | uniq -c | sort -rn | head -n 8)"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
