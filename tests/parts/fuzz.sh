#!/usr/bin/env bash
# Runs every fuzzer over its corpus and then for FUZZ_SECONDS (standard 3) on what it makes of it. Each counts as one.
# What is found goes to build/fuzz/found/; the corpus itself is never changed.
set -u
cd "$(dirname "$0")/../.."
make -s -j2 --no-print-directory fuzzers CC="${CC:-gcc}" || { echo "the fuzzers do not build"; exit 1; }
passed=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
	name=$(basename "$source" .c) short=${name#fuzz_}
	mkdir -p "build/fuzz/found/$short" "build/fuzz/grown/$short"
	corpus=tests/fuzz/corpus/$short
	if [ ! -d "$corpus" ]; then
		echo "$name has no corpus: $corpus"
		failed=$((failed + 1))
		continue
	fi
	if ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=1 "build/fuzz/$name" -max_total_time="${FUZZ_SECONDS:-3}" -timeout=30 \
		-rss_limit_mb=2048 -max_len=20000 -verbosity=0 -print_final_stats=0 -artifact_prefix="build/fuzz/found/$short/" \
		"build/fuzz/grown/$short" "$corpus" >"build/fuzz/$name.log" 2>&1; then
		passed=$((passed + 1))
	else
		tail -n 30 "build/fuzz/$name.log"
		echo "FAILED $name (input in build/fuzz/found/$short/)"
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
