# SPDX-License-Identifier: AGPL-3.0-or-later
# What tests/parts/nginx.sh asks nginx in front of Waymark. Run: nginx_ask.py PORT FOLDER
import csv, re, socket, ssl, subprocess, sys

port, folder = int(sys.argv[1]), sys.argv[2]
passed = failed = 0
tls = ssl.create_default_context()
tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE


def ok(good, words):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print('FAILED', words)


def read_all(request, timeout=3):
    with tls.wrap_socket(socket.create_connection(('127.0.0.1', port), timeout)) as s:
        s.sendall(request)
        got = b''
        try:
            while (part := s.recv(65536)):
                got += part
        except (socket.timeout, ConnectionError):
            pass
        return got


def bytes_of(written):
    return re.sub(rb'\\(x..|.)', lambda m: bytes([int(m[1][1:], 16)]) if m[1][:1] == b'x' else
                  {b'r': b'\r', b'n': b'\n', b't': b'\t', b'0': b'\0'}[m[1]], written.encode())


def curl(*words):
    return subprocess.run(['curl', '-sk', '-i', *words], capture_output=True, timeout=120).stdout


base = f'https://127.0.0.1:{port}'
with open('tests/cases/http/head.csv') as f:
    rows = [r for r in csv.reader(l for l in f if not l.startswith('#'))][1:]
# A request that must never be answered stands behind each: /health is not for the world, and 404 is what it gives, so
# another page is asked for.
second = b'GET /cookies HTTP/1.1\r\nHost: smuggled\r\nConnection: close\r\n\r\n'
for expect, why, written in rows:
    if not expect.isdigit():
        continue
    got = read_all(bytes_of(written) + second)
    statuses = re.findall(rb'^HTTP/1\.1 (\d+)', got, re.M)
    # nginx makes some kinds whole (bare LF, empty line before); then each request has its own reply and no more.
    smuggled = len(statuses) > 2 or (len(statuses) == 2 and why in (
        'length-and-coding', 'repeated-content-length', 'content-length', 'space-in-header-name'))
    # To a request line without a version nginx answers as in 1991: a page and no head.
    ok((statuses or got[:1] == b'<') and not smuggled, f'{why}: {statuses} ({written})')
page = curl(base + '/cookies', '--http2')
ok(page.startswith(b'HTTP/2 200') and b'strict-transport-security' in page.lower(), 'a page over HTTP/2 with HSTS')
form = curl(base + '/sign-in')
ok(b'set-cookie: form=' not in form.lower() or b'; secure' in form.lower(), 'cookies are secure')
ok(curl(base + '/metrics').startswith(b'HTTP/2 404'), '/metrics is not for the world')
ok(b'301' in curl(f'http://127.0.0.1:{port + 1}/cookies').split(b'\r\n')[0], 'plain HTTP leads to TLS')
with open(folder + '/big', 'wb') as f:
    f.write(b'line of a file\n' * (50 * 1024 * 1024 // 15))
got = curl(base + '/sign-in', '-F', f'f=@{folder}/big;type=text/plain', '-F', 'csrf=x')
ok(re.match(rb'HTTP/(2|1.1) (403|404|415)', got[got.rfind(b'HTTP/'):]), f'50 MB come through nginx: {got[:80]}')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
