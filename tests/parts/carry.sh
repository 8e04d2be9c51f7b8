#!/usr/bin/env bash
# A child's record in a file from one installation to another, as operators do it. Last line: N passed, N failed.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK_PROGRAM:-build/asan/waymark}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
passed=0 failed=0

ok() { # ok WORDS COMMAND...: the command must succeed
	local words=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not so: $words"; cat "$here/said" 2>/dev/null; fi
}
carry() { local db=$1; shift; "$program" carry "$@" --db "$here/$db.db" >"$here/said" 2>&1; }
says() { grep -q -- "$1" "$here/said"; }
refuses() { local words=$1; shift; ! carry "$@" && says "$words"; }
ask() { sqlite3 "$here/$1.db" "$2"; }

for db in one two; do
	"$program" migrate --db "$here/$db.db" >/dev/null
	"$program" demo --scale 0.01 --seed $([ $db = one ] && echo 1 || echo 2) --db "$here/$db.db" >/dev/null 2>&1
done
officer=officer.liverpool@example.org there=officer.wirral@example.org
# A plan, and an assessment that is not finished, of two children of Liverpool.
plan=$(ask one "select p.reference from process p join plan n on n.process_id = p.id where p.authority = 341 and p.pathway = 'NA' and p.stage = 'issued' order by p.id desc limit 1")
open=$(ask one "select reference from process where authority = 341 and pathway = 'NA' and stage = 'with_family' limit 1")

# What the first council keeps from somebody, the next one does not tell them.
ask one "insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made) select person_id, null, 'address', 0, 'address', 'Ordered by a court', 1, 1 from process where reference = '$plan'"
ask one "insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made) select person_id, id, 'event', 2, 'third_party', 'A brother is named', 1, 1 from process where reference = '$plan'"
ask one "insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made, ended) select person_id, id, 'event', 1, 'third_party', 'No more', 1, 1, 2 from process where reference = '$plan'"

ok 'a record goes out' carry one out "$plan" --out "$here/plan.record" --as $officer
key=$(tail -n 1 "$here/said")
ok 'its key is told once' [ ${#key} = 43 ]
ok 'the file is sealed: no name is in it' bash -c "! grep -q -a 'processes' '$here/plan.record'"
ok 'nothing plain is left behind' [ -z "$(ls "$here" | grep part)" ]
ok 'a file that is there is not overwritten' refuses 'there already\|cannot' one out "$plan" --out "$here/plan.record" --as $officer
ok 'another council may not' refuses 'no such case' one out "$plan" --out "$here/x.record" --as $there
ok 'somebody unknown may not' refuses 'no account' one out "$plan" --out "$here/x.record" --as nobody@example.org

ok 'a wrong key opens nothing' refuses 'key' two in "$here/plan.record" --authority 344 --as $there <<<"$(printf 'A%.0s' {1..43})"
before=$(ask two 'select count(*) from process')
ok 'and leaves nothing' [ "$before" = "$(ask two 'select count(*) from process')" ]
ok 'not for a council of somebody else' refuses 'may not take' two in "$here/plan.record" --authority 340 --as $there <<<"$key"
moves=$(ask two "select count(*) from process where pathway = 'TR' and authority = 344 and is_open = 1")
ok 'it comes in' carry two in "$here/plan.record" --authority 344 --as $there <<<"$key"
ok 'the move has its process with the day of the plan' [ "$(ask two "select count(*) from process where pathway = 'TR' and authority = 344 and is_open = 1")" = $((moves + 1)) ]
made=$(ask one "select e.day from event e join process p on p.id = e.process_id where p.reference = '$plan' and e.name = 'final_sent'")
ok 'the plan counts as made on its first day' [ "$(ask two "select count(*) from event where name = 'transfer_done' and fields like '%' || date($made * 86400, 'unixepoch') || '%'")" = 1 ]
sections() { ask "$1" "select count(*) from plan_section s join plan n on n.id = s.plan_id join process p on p.id = n.process_id join person c on c.id = p.person_id where $2"; }
child=$(ask one "select child_folded from process where reference = '$plan'")
born=$(ask one "select c.born from person c join process p on p.person_id = c.id where p.reference = '$plan'")
ok 'every section of the plan came' [ "$(sections one "c.folded = '$child' and c.born = $born and c.authority = 341")" = "$(sections two "c.folded = '$child' and c.born = $born and c.authority = 344")" ]
ok 'marks that stand came along, those that ended did not' [ "$(ask two "select group_concat(m.target || ' ' || m.word || ' ' || m.reason, '; ') from (select * from mark where person_id = (select id from person where folded = '$child' and born = $born and authority = 344) order by target) m")" = 'address address Ordered by a court; event third_party A brother is named' ]
ok 'who looked is on the record of both' [ "$(ask one "select count(*) > 0 from audit where verb = 'export' and what = 'case'")$(ask two "select count(*) > 0 from audit where verb = 'import' and what = 'case'")" = 11 ]

ask one "insert into mark (person_id, process_id, target, target_id, word, reason, account_id, made) select p.person_id, p.id, 'document', max(d.id), 'restricted', 'Not for all', 1, 1 from process p join document d on d.process_id = p.id where p.reference = '$open'"
ok 'an assessment goes out with its papers' carry one out "$open" --out "$here/open.record" --as $officer
key=$(tail -n 1 "$here/said")
ok 'and in' carry two in "$here/open.record" --authority 344 --as $there <<<"$key"
child=$(ask one "select child_folded from process where reference = '$open'")
ok 'it ends as moved, and begins afresh' [ "$(ask two "select group_concat(stage) from (select p.stage from process p join event e on e.process_id = p.id and e.seq = 1 where p.child_folded = '$child' and p.pathway = 'NA' and p.authority = 344 and p.opened > 0 order by p.id desc limit 2)")" = 'new,moved' ]
papers() { ask "$1" "select count(*) from document d join process p on p.id = d.process_id where p.child_folded = '$child' and p.authority = $2 and p.pathway = 'NA'"; }
ok 'every paper came' [ "$(papers one 341)" = "$(papers two 344)" ]
paper() { ask "$1" "select d.sha256 from mark m join document d on d.id = m.target_id where m.target = 'document' and m.word = 'restricted' and m.reason = 'Not for all'"; }
ok 'a mark is on the same paper' [ -n "$(paper one)" -a "$(paper one)" = "$(paper two)" ]
ok 'whole' [ "$(ask two "select count(*) from document d left join content c on c.sha256 = d.sha256 where c.bytes is null or c.bytes < 0")" = 0 ]
ok 'schools are found by name, not by number' [ "$(ask two "select count(*) from person c join organisation s on s.id = c.school_id where c.folded = '$child' and c.authority = 344")" = "$(ask one "select count(*) from person c join organisation s on s.id = c.school_id where c.folded = '$child' and c.authority = 341")" ]

printf 'not a record' >"$here/bad.record"
ok 'a file that is none is refused' refuses '.' two in "$here/bad.record" --authority 344 --as $there <<<"$key"
ok 'a call without words tells how' refuses 'takes out REFERENCE' one

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
