#!/usr/bin/env bash
# What a running server has given up, looked at from outside and tried from inside its own rights.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/waymark}
[ -x "$program" ] || make -s -j2 CC="${CC:-gcc}" build/waymark >/dev/null
work=$(mktemp -d)
trap 'kill ${server:-} 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
ok() { # ok STATUS WORDS
	if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $2"; fi
}
user=""
"$program" migrate --db "$work/a.db" >/dev/null
# The program itself may lie where only root comes to (/root): what it serves belongs to the user that it becomes.
if [ "$(id -u)" = 0 ]; then
	user=nobody
	chown -R nobody:nogroup "$work"
fi
"$program" serve --db "$work/a.db" --listen 127.0.0.1:0 ${user:+--user $user} >"$work/out" 2>"$work/log" &
server=$!
address=http://$(tests/address.sh "$work/out"); ok $? "it starts: $(cat "$work/log")"
grep -q 'seccomp' "$work/out"; ok $? "it says what holds it: $(head -1 "$work/out")"
grep -q '^Disk: database .*encrypted, temporary files .*encrypted' "$work/out"; ok $? "it says what is known of the disk"
known=$(sed -n 's/^Disk: //p' "$work/out")
if [ "$known" = "database encrypted, temporary files encrypted" ]; then want=0; else want=1; fi
timeout 5 "$program" serve --db "$work/a.db" --listen 127.0.0.1:0 --disk-encrypted must >"$work/must" 2>&1
grep -q '^Waymark answers' "$work/must"; [ $? = $want ]; ok $? "must: nothing is served from a disk that is not known to be encrypted ($known)"
[ $want = 0 ] || grep -q 'Encrypt the disk (LUKS)' "$work/must"; ok $? "and it says what to do"
timeout 5 "$program" serve --db "$work/a.db" --listen 127.0.0.1:0 --disk-encrypted perhaps >"$work/perhaps" 2>&1
grep -q 'expected look, must or yes' "$work/perhaps"; ok $? "another word is refused"
grep -q '^disk-encrypted: must' deploy/waymark.conf; ok $? "what is installed asks for it"
state=/proc/$server/status
grep -q '^NoNewPrivs:[[:space:]]1' $state; ok $? "no new privileges"
grep -q '^Seccomp:[[:space:]]2' $state; ok $? "seccomp filter"
grep -q '^CapEff:[[:space:]]0000000000000000' $state || [ -z "$user" ]; ok $? "no capabilities"
[ -z "$user" ] || [ "$(sed -n 's/^Uid:[[:space:]]*\([0-9]*\).*/\1/p' $state)" = "$(id -u nobody)" ]; ok $? "not root"
for thread in /proc/$server/task/*; do grep -q '^Seccomp:[[:space:]]2' "$thread/status" || failed=$((failed + 1)); done
grep -q '^Max core file size *0 ' /proc/$server/limits; ok $? "no core files"
[ "$(curl -s "$address/health/ready")" = ready ]; ok $? "pages that read"
jar=$work/jar
token=$(curl -s -c "$jar" "$address/request" | sed -n 's/.*name="csrf" value="\([^"]*\)".*/\1/p' | head -1)
[ "$(curl -s -o /dev/null -w '%{http_code}' -b "$jar" -d "csrf=$token" "$address/request")" = 303 ]; ok $? "pages that write"
printf '%%PDF-1.4\n' >"$work/f.pdf"
code=$(curl -s -o /dev/null -w '%{http_code}' -b "$jar" -F "csrf=$token" -F "f=@$work/f.pdf" "$address/request")
[ "$code" != 503 ] && [ "$code" != 500 ]; ok $? "files can be taken in ($code)"
kill -TERM $server; wait $server; ok $? "it ends in order"
server=
flags=$(readelf -dlW "$program" 2>/dev/null; readelf -sW "$program" 2>/dev/null | grep -c __stack_chk_fail)
grep -q 'FLAGS.*NOW' <<<"$flags" && grep -q 'GNU_RELRO' <<<"$flags"; ok $? "relro, bind now"
readelf -hW "$program" | grep -q 'Type:.*DYN'; ok $? "position independent"
readelf -lW "$program" | grep 'GNU_STACK' | grep -qv 'E'; ok $? "no executable stack"
readelf -sW "$program" | grep -q '__stack_chk_fail'; ok $? "stack protector"
readelf -sW "$program" | grep -q '_chk@'; ok $? "fortified calls"
"$program" settings --db 'postgresql://u:sesame@h/d' | grep -q sesame; [ $? = 1 ]; ok $? "settings print no password"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
