#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# The main job in the browser once more, from PostgreSQL: asked for, before a panel, advice, the draft, the school, the work list.
set -u
cd "$(dirname "$0")/../.."
address=$(tests/postgres.sh start) || exit 1
trap 'tests/postgres.sh stop >/dev/null' EXIT
psql -q "$address" -c 'drop database if exists browser' -c 'create database browser' >/dev/null || exit 1
WAYMARK_TEST_STORE=${address%/*}/browser WAYMARK_TEST_PORT=${WAYMARK_TEST_PORT:-18096} \
	node tests/browser/run.mjs officer panel family_draft school_asks work_list
status=$?
psql -q "$address" -c 'drop database browser' >/dev/null
exit $status
