#!/bin/bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# Staff sign in at a real OpenID Connect provider: there and back, roles from groups, key rotation, what must be refused.
set -u
cd "$(dirname "$0")/../.."
root=$PWD dir=$PWD/build/oidc port=${WAYMARK_OIDC_PORT:-18097} provider_port=${WAYMARK_PROVIDER_PORT:-18096}
base=http://127.0.0.1:$port provider=http://127.0.0.1:$provider_port
program=${WAYMARK_PROGRAM:-build/asan/waymark}
passed=0 failed=0
ok() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAILED $1"; fi; }
rm -rf "$dir"; mkdir -p "$dir"; chmod 700 "$dir"
trap 'kill $(jobs -p) 2>/dev/null; wait 2>/dev/null' EXIT

python3 tests/oidc/provider.py database "$dir/provider.db"
grep -vE 'use_secure|secure_connection|glewlwyd-db|external_url|^port|log_' /etc/glewlwyd/glewlwyd.conf > "$dir/provider.conf"
cat >> "$dir/provider.conf" <<CONF
port=$provider_port
external_url="$provider"
log_mode="console"
log_level="WARNING"
database = { type = "sqlite3"; path = "$dir/provider.db"; };
CONF
glewlwyd --config-file="$dir/provider.conf" > "$dir/provider.log" 2>&1 &
for _ in $(seq 50); do curl -s -o /dev/null "$provider/" && break; sleep 0.1; done
python3 tests/oidc/provider.py setup "$provider" "$base/sign-in/provider/return" || { echo "1 passed, 1 failed"; exit 1; }

cp -r rulebook "$dir/rulebook"
printf 'code,label,role\nsend-officers,Case officers of Liverpool,case_officer 341\nsend-managers,Managers of Liverpool,manager 341\n' > "$dir/rulebook/code/oidc-group.csv"
echo client-secret > "$dir/secret"; chmod 600 "$dir/secret"
settings=(--db "$dir/area.db" --rulebook "$dir/rulebook" --address "$base" --oidc-issuer "$provider/api/oidc" --oidc-client waymark --oidc-secret-file "$dir/secret")
$program migrate --db "$dir/area.db" > /dev/null && $program demo --scale 0.01 --db "$dir/area.db" > /dev/null 2>&1
$program serve "${settings[@]}" --listen "127.0.0.1:$port" --second-factor required --confine no > "$dir/server.log" 2>&1 &
server=$!
for _ in $(seq 100); do curl -sf -o /dev/null "$base/health/ready" && break; sleep 0.1; done

header() { tr -d '\r' < "$1" | sed -n "s/^$2: //Ip" | head -n 1; }
# One browser: its own cookies at the provider, where the user has signed in and agreed.
at_provider() {
	rm -f "$dir/there"
	curl -s -c "$dir/there" -o /dev/null -H 'Content-Type: application/json' -d '{"username":"work.user","password":"pass-word-1"}' "$provider/api/auth/"
	curl -s -b "$dir/there" -o /dev/null -X PUT -H 'Content-Type: application/json' -d '{"scope":"openid"}' "$provider/api/auth/grant/waymark"
}
# Leaves in $back the address that the provider sends the browser back to.
go_there() {
	rm -f "$dir/here"
	curl -s -c "$dir/here" -o "$dir/sign-in.html" "$base/sign-in"
	curl -s -b "$dir/here" -c "$dir/here" -D "$dir/head" -o /dev/null "$base/sign-in/provider?next=/work${1:+&again=$1}"
	there=$(header "$dir/head" location)
	# Its own page would ask for the password; here the provider lets through, as it does for who has just typed it.
	through=${there/prompt=login&max_age=0&/}
	curl -s -b "$dir/there" -D "$dir/head" -o /dev/null "$through&g_continue"
	back=$(header "$dir/head" location)
}
come_back() { curl -s -b "${2:-$dir/here}" -c "${2:-$dir/here}" -D "$dir/head" -o /dev/null "$1"; where=$(header "$dir/head" location); }
page() { curl -s -b "$dir/here" "$base$1"; }

at_provider
go_there
ok "the way there names the client, PKCE and a state" '[[ $there == *client_id=waymark* && $there == *code_challenge_method=S256* && $there == *state=* && $there == *nonce=* ]]'
ok "the sign-in page offers the provider" 'grep -q /sign-in/provider "$dir/sign-in.html"'
come_back "$back"
ok "back where they wanted to go (got $where)" '[[ $where == */work ]]'
page /work > "$dir/page.html"
ok "signed in by name" 'grep -q "Work User" "$dir/page.html"'
ok "with the role of the group" 'page /work | grep -q "<h1"'
come_back "$back"
# This provider says auth_time 0 (it does not know), so only having been told to ask counts.
proof() { sqlite3 "$dir/area.db" "select $1 from session order by made desc limit 1"; }
ok "who is let through proves nothing" '[ "$(proof proved)" = 0 ]'
page /work.csv > "$dir/page.html"
ok "and is sent to the provider once more before a list is taken out" 'grep -q "again=yes" "$dir/page.html"'
ok "the same answer is worth nothing a second time" '[[ $where != */work ]]'
go_there; touch "$dir/stranger"
come_back "$back" "$dir/stranger"
ok "nor in another browser" '[[ $where == */sign-in* ]]'
go_there
come_back "${back/state=/state=x}"
ok "nor with another state" '[[ $where == */sign-in* ]]'
go_there
come_back "$(sed 's/code=[^&]*/code=made-up/' <<<"$back")"
ok "a made-up code gives an error and no session" '! grep -qi "^location:.*/work" "$dir/head"'

go_there yes; come_back "$back"
ok "once more means that the provider is told to ask" '[[ $there == *prompt=login*max_age=0* ]]'
ok "and then it counts" '[ "$(proof "proved >= made - 5000")" = 1 ]'

python3 tests/oidc/provider.py rotate "$provider"
at_provider; go_there; come_back "$back"
ok "a new key of the provider is fetched (got $where)" '[[ $where == */work ]]'
python3 tests/oidc/provider.py groups "$provider" nobody
at_provider; go_there; come_back "$back"
ok "who is in no group any more loses the role" '[[ $(curl -s -o /dev/null -w "%{http_code}" -b "$dir/here" "$base/work") != 200 ]]'
ok "no token, code or name in the log" '! grep -qE "work\.user|Work User|code=|eyJ" "$dir/server.log"'
kill -TERM $server; wait $server
ok "the server ends well" '[ $? = 0 ]'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
