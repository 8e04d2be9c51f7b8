#!/usr/bin/env bash
# A stop under load: whoever was let in is answered, whole; nobody is cut off; it ends with status 0 within its time.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B tests/parts/stop_ask.py "${WAYMARK:-build/waymark}" "$work"
