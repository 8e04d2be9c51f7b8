#!/usr/bin/env bash
# 300 people of mixed roles for ten minutes over real sockets on a filled area, reading and saving: no error, no deadlock, p99 of
# reads under 50 times the median, memory flat. SOAK_USERS, SOAK_SECONDS, SOAK_SCALE make it smaller.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B tests/deep/soak_ask.py "${WAYMARK:-build/waymark}" "$work" "${SOAK_USERS:-300}" "${SOAK_SECONDS:-600}" "${SOAK_SCALE:-0.1}"
