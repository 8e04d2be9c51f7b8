#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Every part of `make deep`, one after another, whatever became of those before; the last line adds up: "N passed, N failed".
# What each said stands in build/log/TARGET.log.
# Run: tests/deep/run.sh TARGET... (targets of make)
set -u
cd "$(dirname "$0")/../.."
. tests/part.sh

for target in "$@"; do
	part "$target" make --no-print-directory -j"$(nproc)" "$target"
done
parts_add $#
