#!/usr/bin/env bash
# SIGKILL at random moments under load: whatever was acknowledged is there afterwards, whole, and the database is sound.
# WAYMARK_KILLS rounds: 20 in make test, 200 in make deep.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -B tests/parts/kill_ask.py "${WAYMARK:-build/waymark}" "$work" "${WAYMARK_KILLS:-20}"
