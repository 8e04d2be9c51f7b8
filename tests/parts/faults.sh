#!/usr/bin/env bash
# Faults of disk and clock under load: the disk full (a small tmpfs where one may be mounted, else a shim before the C library),
# failing, read-only; the database truncated, damaged, its log garbled; the clock set back. WAYMARK_FAULTS rounds of each.
set -u
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'umount "$work/disk" 2>/dev/null; rm -rf "$work"' EXIT
gcc -shared -fPIC -O1 tests/faults/disk.c -o "$work/disk.so" -ldl || { echo "0 passed, 1 failed"; exit 1; }
mkdir "$work/disk"
mount -t tmpfs -o size=64m,mode=0700 none "$work/disk" 2>/dev/null && disk=tmpfs || disk=shim
python3 -B tests/parts/faults_ask.py "${WAYMARK:-build/waymark}" "$work" $disk "${WAYMARK_FAULTS:-1}"
