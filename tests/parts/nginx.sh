#!/usr/bin/env bash
# deploy/nginx.conf as it stands, in front of Waymark on a unix socket, over TLS: every malformed kind must be refused or
# made harmless, pages and a big file must come through, the client's address must be nginx's.
set -u
cd "$(dirname "$0")/../.."
program=${WAYMARK:-build/asan/waymark}
work=$(mktemp -d)
chmod 755 "$work"
trap 'kill ${server:-} ${front:-} 2>/dev/null; rm -rf "$work"' EXIT
port=${WAYMARK_TEST_PORT:-18541}

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
	-keyout "$work/key.pem" -out "$work/fullchain.pem" 2>/dev/null
{
	echo "daemon off; pid $work/nginx.pid; error_log $work/nginx.log; worker_processes 1;"
	[ "$(id -u)" = 0 ] && echo "user root;"
	echo "events { worker_connections 256; }"
	echo "http { client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;"
	# The file itself: only places and the port are this machine's, and the limits of rate are left for one test.
	sed -e "s#/etc/ssl/waymark#$work#; s#/run/waymark/http#$work/http#; s#/etc/nginx/waymark-proxy.conf#$PWD/deploy/waymark-proxy.conf#" \
		-e "s#listen 443 ssl http2#listen 127.0.0.1:$port ssl http2#; s#listen 80#listen 127.0.0.1:$((port + 1))#" \
		-e '/listen \[::\]/d; s/send.example.gov.uk/localhost/; s/rate=20r/rate=2000r/' deploy/nginx.conf
	echo "}"
} >"$work/nginx.conf"
"$program" migrate --db "$work/a.db" >/dev/null || exit 1
"$program" serve --db "$work/a.db" --listen "unix:$work/http" --behind-proxy yes --address https://localhost --confine no \
	>"$work/out" 2>"$work/log" &
server=$!
nginx=$(command -v nginx || echo /usr/sbin/nginx)
"$nginx" -p "$work" -c "$work/nginx.conf" 2>"$work/start.log" &
front=$!
for _ in $(seq 100); do
	curl -sk -o /dev/null "https://127.0.0.1:$port/cookies" && [ -S "$work/http" ] && break
	sleep 0.1
done
python3 tests/parts/nginx_ask.py "$port" "$work"
status=$?
[ $status = 0 ] || cat "$work/start.log" "$work/nginx.log" 2>/dev/null | tail -n 20
exit $status
