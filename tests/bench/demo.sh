#!/usr/bin/env bash
# Seconds to fill the demonstration area at scale 1 on SQLite. Bar: under 60.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
from=$(date +%s.%N)
build/waymark demo --db "$folder/area.db" >/dev/null 2>&1
awk -v from="$from" -v to="$(date +%s.%N)" 'BEGIN { printf "demonstration area, scale 1: %.1f s to fill (bar: 60)\n", to - from }'
