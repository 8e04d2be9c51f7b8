#!/usr/bin/env bash
# What docs/performance.md quotes. One run, one machine; rates are medians of three, taken in turn, so that ratios hold
# when the machine is shared. Writes build/bench.txt. BENCH_SCALES and BENCH_SECONDS make it shorter.
set -u
cd "$(dirname "$0")/../.."
mkdir -p build
python3 tests/bench/bench.py "${BENCH_SCALES:-0.01 0.1 1}" "${BENCH_SECONDS:-4}" || exit 1
set -o pipefail
build/bench_million | tee -a build/bench.txt
tests/bench/daily.sh | tee -a build/bench.txt
