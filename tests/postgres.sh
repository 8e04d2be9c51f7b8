#!/bin/bash
# A private PostgreSQL 15 for tests: `tests/postgres.sh [start] [PORT]` starts it (unless it runs) and prints its address for
# WAYMARK_TEST_POSTGRES; `tests/postgres.sh stop [PORT]` ends it. Without a PORT it is the one of this folder, at a port that is
# free. Nothing in it lives longer than the tests, so it does not wait for the disk. PostgreSQL refuses to run as root: then it runs as the user postgres.
set -euo pipefail
verb=start
case "${1:-}" in start | stop) verb=$1; shift ;; esac
port=${1:-}
bin=/usr/lib/postgresql/15/bin
root=$(cd "$(dirname "$0")/.." && pwd)
as=()
data=$root/build/postgres/${port:-own}
if [ "$(id -u)" = 0 ]; then as=(runuser -u postgres --); fi
mkdir -p "$data"
# Checked out where only root comes to (/root): then the database lies in /tmp, under the name of this folder.
"${as[@]}" test -x "$root/build/postgres" || { data=/tmp/waymark-postgres${root//\//-}-${port:-own}; mkdir -p "$data"; }
if [ "$(id -u)" = 0 ]; then chown postgres "$data"; chmod 700 "$data"; fi
cd /
if [ "$verb" = stop ]; then
	"${as[@]}" "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null 2>&1 || true
	exit 0
fi
if [ ! -f "$data/PG_VERSION" ]; then
	"${as[@]}" "$bin/initdb" -D "$data" -U waymark --auth=trust -E UTF8 --locale=C --no-sync >/dev/null
fi
if ! "${as[@]}" "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1; then
	port=${port:-$("$root/tests/free_port.sh")}
	"${as[@]}" "$bin/pg_ctl" -D "$data" -w -l "$data/log" \
		-o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=/tmp -c fsync=off -c max_connections=100" \
		start >/dev/null
fi
port=$(sed -n 4p "$data/postmaster.pid")         # of one that ran already, too
echo "postgresql://waymark@127.0.0.1:$port/postgres"
