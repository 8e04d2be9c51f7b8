#!/usr/bin/env bash
# The log of changes: the database brought back as it stood at chosen moments, compared with copies made then; under load, through
# kills and turns of the write-ahead log; with a key; and what is said when the log has a gap, a hole or the wrong key.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap '[ -n "${KEEP:-}" ] || rm -rf "$work"' EXIT
python3 -B tests/parts/moments_ask.py "${WAYMARK:-build/waymark}" "$work"
