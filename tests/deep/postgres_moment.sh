#!/usr/bin/env bash
# PostgreSQL's own way back to a moment, with a Waymark database, as docs/operator.md tells it: a base backup, the archived log,
# recovery_target_time. Last line: N passed, N failed.
set -u
cd "$(dirname "$0")/../.."
program=$PWD/${WAYMARK:-build/waymark} bin=/usr/lib/postgresql/15/bin
read -r port back < <(tests/free_port.sh 2)
work=$(mktemp -d)
as=()
[ "$(id -u)" = 0 ] && { as=(runuser -u postgres --); chown postgres "$work"; }
trap 'for d in data back; do "${as[@]}" $bin/pg_ctl -D "$work/$d" -m immediate stop >/dev/null 2>&1; done; rm -rf "$work"' EXIT
passed=0 failed=0
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi; }
sql() { psql -XAtq -h 127.0.0.1 -p "$1" -U waymark -d postgres -c "$2"; }
go() { "${as[@]}" $bin/pg_ctl -D "$1" -w -t 60 -l "$1.log" -o "-p $2 -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work" start >/dev/null; }

cd /
"${as[@]}" $bin/initdb -D "$work/data" -U waymark --auth=trust -E UTF8 --locale=C --no-sync >/dev/null
"${as[@]}" mkdir "$work/archive"
"${as[@]}" tee -a "$work/data/postgresql.conf" >/dev/null <<CONF
archive_mode = on
archive_command = 'test ! -f $work/archive/%f && cp %p $work/archive/%f'
CONF
go "$work/data" $port; ok $? "PostgreSQL starts"
db=postgresql://waymark@127.0.0.1:$port/postgres
"$program" migrate --db "$db" >/dev/null; ok $? "a database of Waymark"
"${as[@]}" $bin/pg_basebackup -h 127.0.0.1 -p $port -U waymark -D "$work/back" -c fast; ok $? "a base backup"
declare -a moments
for n in 1 2 3; do
	sql $port "insert into setting (name, value) values ('moment', '$n') on conflict (name) do update set value = excluded.value" >/dev/null
	sleep 0.3
	moments[n]=$(sql $port "select clock_timestamp()")
	sleep 0.3
done
sql $port "select pg_switch_wal()" >/dev/null
for _ in $(seq 50); do [ "$(sql $port "select last_archived_wal is not null and last_archived_time > '${moments[3]}' from pg_stat_archiver")" = t ] && break; sleep 0.1; done
"${as[@]}" $bin/pg_ctl -D "$work/data" -m immediate stop >/dev/null
"${as[@]}" tee -a "$work/back/postgresql.conf" >/dev/null <<CONF
archive_mode = off
restore_command = 'cp $work/archive/%f %p'
recovery_target_time = '${moments[2]}'
recovery_target_action = 'promote'
CONF
"${as[@]}" touch "$work/back/recovery.signal"
go "$work/back" $back; ok $? "it is brought back: $(tail -3 "$work/back.log")"
for _ in $(seq 100); do [ "$(sql $back 'select pg_is_in_recovery()' 2>/dev/null)" = f ] && break; sleep 0.1; done
[ "$(sql $back "select value from setting where name = 'moment'")" = 2 ]; ok $? "as it stood at the second moment"
"$program" migrate --db "postgresql://waymark@127.0.0.1:$back/postgres" >/dev/null; ok $? "and Waymark takes it"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
