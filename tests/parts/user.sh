#!/usr/bin/env bash
# waymark user and the key of the house, as an operator meets them. Last line: N passed, N failed.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK_PROGRAM:-build/asan/waymark}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
db=$here/area.db
passed=0 failed=0

ok() { # ok WORDS COMMAND...: the command must succeed
	local words=$1
	shift
	if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not so: $words"; fi
}
user() { "$program" user "$@" --db "$db" >"$here/out" 2>"$here/err"; }
says() { grep -q -- "$1" "$here/out" "$here/err"; }
refuses() { # refuses WORDS ARGUMENTS...: exit status 1 or 2 and the words
	local words=$1
	shift
	! user "$@" && says "$words"
}

"$program" migrate --db "$db" >/dev/null
"$program" demo --scale 0.01 --db "$db" >/dev/null 2>&1

secret='three random words of mine'
ok 'an account is made with the password of standard input' user add Kim@council.example --name 'Kim Ferrier' --role case_officer --authority 341 <<<"$secret"
ok 'the key file is for its owner alone' [ "$(stat -c %a "$db.key")" = 600 ]
ok 'the key has 32 bytes' [ "$(stat -c %s "$db.key")" = 32 ]
before=$(sha256sum <"$db.key")
ok 'the list has the account and its role' user list --authority 341
ok 'in lower case' says '^kim@council.example .*Kim Ferrier.*open  case_officer of 341'
ok 'the key stays' [ "$before" = "$(sha256sum <"$db.key")" ]
ok 'the password stands nowhere' [ "$(strings "$db" | grep -c 'three random words')" = 0 ]
ok 'the same address twice is refused' refuses 'There is an account' add kim@council.example --name X --role manager --authority 341 <<<"$secret"
ok 'an unknown role is refused' refuses 'no role called king' add a@b.example --name X --role king --authority 341 <<<"$secret"
ok 'an unknown council is refused' refuses 'no council' add a@b.example --name X --role manager --authority 999 <<<"$secret"
ok 'an organisation of another council is refused' refuses 'no organisation' add a@b.example --name X --role adviser --authority 341 --organisation 999999 <<<"$secret"
ok 'a short password is refused' refuses '12 characters' add a@b.example --name X --role manager --authority 341 <<<'short'
ok 'no password is refused' refuses 'standard input' add a@b.example --name X --role manager --authority 341 </dev/null
ok 'a role is given' user role kim@council.example --role manager --authority 341
ok 'and taken away' user role kim@council.example --role case_officer --authority 341 --remove
user list --authority 341
ok 'the list says so' says 'kim@council.example .*open  manager of 341$'
ok 'a phone is forgotten' user forget-phone kim@council.example
ok 'a password is changed' user password kim@council.example <<<'four other random words'
ok 'an account is closed' user close kim@council.example
user list --authority 341
ok 'the list says that too' says 'kim@council.example .*closed'
ok 'an unknown address is refused' refuses 'no account' close nobody@council.example
ok 'a wrong call gives status 2' [ "$("$program" user dance --db "$db" >/dev/null 2>&1; echo $?)" = 2 ]
chmod 640 "$db.key"
ok 'a key file that others may read is refused' refuses 'others than its owner' list
chmod 600 "$db.key"
printf x >>"$db.key"
ok 'a key file of the wrong size is refused' refuses 'must hold 32 bytes' list

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
