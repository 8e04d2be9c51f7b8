#!/usr/bin/env bash
# Up and back again, as docs/operator.md tells it: an older database is copied, then brought up; a program refuses what a newer one
# made, whatever it is asked to do; the way back is the copy, which is what was, row by row.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B tests/parts/upgrade_ask.py "${WAYMARK:-build/waymark}" "$work"
