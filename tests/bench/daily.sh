#!/usr/bin/env bash
# Seconds of the daily pass over the open processes of 50,000 people on one core: as it comes every day, and when
# every process is looked at (after a new rulebook). Bars: 2 s and 100 microseconds a process; twice as many take twice as long.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
build/waymark demo --db "$folder/area.db" --scale 0.05 >/dev/null 2>&1

# The open cases of the demonstration area again and again, until there are so many.
fill() {
	cp "$folder/area.db" "$1"
	sqlite3 "$1" >/dev/null <<SQL
pragma synchronous = off;
create temp table o as select row_number() over (order by id) n, p.* from process p where is_open = 1;
create temp table k as with recursive c(i) as (select 1 union all select i + 1 from c where i < $2 / (select count(*) from o))
  select i from c;
create temp table base as select max(id) m, (select count(*) from o) size from process;
insert into process (id, reference, authority, person_id, pathway, opened, version, officer_id, stage, holder, holder_since,
  next_step, next_due, is_open, closed, exception_count, decided, issued, outcome, child_folded, school_id, locality, panel_id, changes)
select m + (i - 1) * size + n, 'X' || i || '-' || n, authority, person_id, pathway, opened, version, officer_id, stage, holder,
  holder_since, next_step, next_due, is_open, closed, exception_count, decided, issued, outcome, child_folded, school_id,
  locality, panel_id, changes from o, k, base;
insert into event (process_id, seq, name, day, subject, fields, corrects, reason, account_id, actor, recorded)
select m + (i - 1) * size + n, e.seq, e.name, e.day, e.subject, e.fields, e.corrects, e.reason, e.account_id, e.actor, e.recorded
from o join event e on e.process_id = o.id, k, base;
insert into ask (process_id, subject, kind, role, organisation_id, account_id, asked, received, due, answered, state)
select m + (i - 1) * size + n, a.subject, a.kind, a.role, a.organisation_id, a.account_id, a.asked, a.received, a.due, a.answered, a.state
from o join ask a on a.process_id = o.id, k, base;
SQL
}

measure() { # words, database, bar in seconds, flags
	local words=$1 db=$2 bar=$3
	shift 3
	local from to said
	[ -n "${1:-}" ] && [ "$1" != --every ] || build/waymark daily --db "$db" "$@" >/dev/null
	from=$(date +%s.%N)
	said=$(taskset -c 0 build/waymark daily --db "$db" "$@")
	to=$(date +%s.%N)
	last=$(awk -v f="$from" -v t="$to" 'BEGIN { printf "%.3f", t - f }')
	printf '%s: %s s (bar: %s) %s\n' "$words" "$last" "$bar" "$said"
}

# How much longer the last one took than the one before it, whose seconds are given: twice as many processes.
grown() { # seconds of the half
	awk -v h="$1" -v f="$last" 'BEGIN { printf "  twice as many take %.2f times as long (bar: 2.4)\n", f / h }'
}

# With the mails of reminders: as on a day on which nobody was reminded yet. They are written to the outbox; nothing is sent.
mails=(--mail-server smtp://127.0.0.1:9 --mail-from send@council.example --address http://127.0.0.1:1 --key-file "$folder/key")
remind() { # words, database, bar in seconds
	build/waymark daily --db "$2" "${mails[@]}" >/dev/null
	sqlite3 "$2" "delete from setting where name = 'reminded'; delete from message;"
	measure "$1" "$2" "$3" "${mails[@]}"
}

fill "$folder/half.db" 25000
fill "$folder/full.db" 50000
measure "daily pass, 25,000 open" "$folder/half.db" 1
half=$last
measure "daily pass, 50,000 open" "$folder/full.db" 2
grown "$half"
measure "every process, 25,000 open" "$folder/half.db" 2.5 --every
half=$last
measure "every process, 50,000 open" "$folder/full.db" 5 --every
grown "$half"
remind "daily pass with reminders, 25,000 open" "$folder/half.db" 1
half=$last
remind "daily pass with reminders, 50,000 open" "$folder/full.db" 2
grown "$half"
