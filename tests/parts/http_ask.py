# SPDX-License-Identifier: AGPL-3.0-or-later
# What tests/parts/http.sh asks the server over raw sockets. Run: http_ask.py HOST:PORT PID FOLDER
import csv, os, re, signal, socket, sys, threading, time

host, port = sys.argv[1].rsplit(':', 1)
where, pid, folder = (host, int(port)), int(sys.argv[2]), sys.argv[3]
passed = failed = 0


def ok(good, words):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print('FAILED', words)


def connect(timeout=10):
    s = socket.create_connection(where, timeout)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def read_reply(f):
    """One whole reply from a file of a socket: (status, headers, body); None when it was closed before."""
    line = f.readline()
    if not line:
        return None
    headers = {}
    while (h := f.readline().strip()):
        name, value = h.split(b':', 1)
        headers[name.decode().lower()] = value.strip().decode()
    body = f.read(int(headers.get('content-length', 0)))
    return int(line.split()[1]), headers, body


def ask(request, reads_body=True):
    with connect() as s:
        s.sendall(request)
        f = s.makefile('rb')
        got = read_reply(f) if reads_body else (int(f.readline().split()[1]), {}, b'')
        return got


def read_all(request):
    """Everything that comes until the server closes."""
    with connect() as s:
        s.sendall(request)
        got = b''
        try:
            while (part := s.recv(65536)):
                got += part
        except socket.timeout:
            return got, False
        return got, True


def bytes_of(written):
    return re.sub(rb'\\(x..|.)', lambda m: bytes([int(m[1][1:], 16)]) if m[1][:1] == b'x' else
                  {b'r': b'\r', b'n': b'\n', b't': b'\t', b'0': b'\0'}[m[1]], written.encode())


def rss_kb(field='VmRSS'):
    with open(f'/proc/{pid}/status') as f:
        return int(re.search(field + r':\s+(\d+)', f.read())[1])


GOOD = b'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'


def test_hygiene():
    with open('tests/cases/http/head.csv') as f:
        rows = [r for r in csv.reader(l for l in f if not l.startswith('#'))][1:]
    for expect, why, written in rows:
        if not expect.isdigit():
            continue
        # Behind it a request that must never be answered: that is what smuggling is.
        got, closed = read_all(bytes_of(written) + GOOD)
        ok(got.startswith(f'HTTP/1.1 {expect} '.encode()), f'{why}: wants {expect}, got {got[:40]!r}')
        ok(closed and got.count(b'HTTP/1.1 ') == 1 and b'alive' not in got, f'{why}: one reply, then closed ({written})')


def test_plain():
    status, headers, body = ask(GOOD)
    ok(status == 200 and body == b'alive\n', 'health')
    ok(ask(b'GET /health/ready HTTP/1.1\r\nHost: a\r\n\r\n')[0] == 200, 'ready')
    got, closed = read_all(GOOD + GOOD + GOOD.replace(b'\r\n\r\n', b'\r\nConnection: close\r\n\r\n'))
    ok(got.count(b'alive\n') == 3 and closed, 'three requests in one go have three replies')
    got, closed = read_all(b'GET /health/live HTTP/1.0\r\n\r\n')
    ok(closed and b'alive' in got, 'HTTP/1.0 is closed after its reply')
    for method, wants in ((b'GET', 200), (b'HEAD', 200), (b'POST', 405), (b'PUT', 405), (b'DELETE', 405), (b'OPTIONS', 405),
                          (b'TRACE', 405), (b'PATCH', 405), (b'BREW', 405)):
        with connect() as s:
            s.sendall(method + b' /cookies HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
            got = b''
            while (part := s.recv(65536)):
                got += part
        ok(got.startswith(b'HTTP/1.1 %d ' % wants), f'{method.decode()} on a page: {got[:30]!r}')
        ok(method != b'HEAD' or got.endswith(b'\r\n\r\n'), 'HEAD has no body')
    home = ask(b'GET /cookies HTTP/1.1\r\nHost: a\r\n\r\n')[2]
    css = re.search(rb'href="(/assets/app\.[0-9a-f]+\.css)"', home)[1]
    status, headers, body = ask(b'GET ' + css + b' HTTP/1.1\r\nHost: a\r\n\r\n')
    ok(status == 200 and 'immutable' in headers['cache-control'] and len(body) > 10000, 'style sheet')
    ok(ask(b'GET ' + css + b' HTTP/1.1\r\nHost: a\r\nIf-None-Match: ' + headers['etag'].encode() + b'\r\n\r\n')[0] == 304, '304')
    zipped = ask(b'GET ' + css + b' HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br, gzip\r\n\r\n')
    import gzip
    ok(zipped[1].get('content-encoding') == 'gzip' and gzip.decompress(zipped[2]) == body, 'style sheet, compressed')
    with connect() as s:
        for b in GOOD:
            s.sendall(bytes([b]))
        ok(read_reply(s.makefile('rb'))[2] == b'alive\n', 'a head that comes byte by byte')


def multipart(size):
    head = (b'--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--edge\r\n'
            b'Content-Disposition: form-data; name="f"; filename="big.txt"\r\nContent-Type: text/plain\r\n\r\n')
    tail = b'\r\n--edge--\r\n'
    return head, size, tail, len(head) + size + len(tail)


def upload(size, rate=None):
    """Sends a form with a file of `size` bytes to a page that has no such form; gives the status."""
    head, size, tail, length = multipart(size)
    block = (b'line of a file\n' * 5000)[:65536]
    with connect(60) as s:
        s.sendall(b'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=edge\r\n'
                  b'Content-Length: %d\r\nExpect: 100-continue\r\n\r\n' % length)
        f = s.makefile('rb')
        line = f.readline()
        if b'100' not in line:
            return int(line.split()[1])
        f.readline()
        s.sendall(head)
        left = size
        while left:
            part = block[:min(left, len(block))]
            s.sendall(part)
            left -= len(part)
        s.sendall(tail)
        return read_reply(f)[0]


def test_upload():
    # The last byte comes just when others would have their turn.
    overhead = multipart(0)[3]
    for turns in (1, 2, 3):
        ok(upload(turns * (1 << 20) - overhead) in (403, 404, 415), f'a form of {turns} MB to the byte')
    before = rss_kb('VmHWM')
    status = upload(50 << 20)
    ok(status in (403, 404, 415), f'50 MB are read to the end before the form is refused ({status})')
    grown = rss_kb('VmHWM') - before
    ok(grown < 12 * 1024, f'50 MB leave the memory flat (grew by {grown} KB)')
    ok(upload(1 << 30) == 413, 'a gigabyte is refused before it is sent')
    got, closed = read_all(b'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                           b'Content-Length: 3000000\r\n\r\n' + b'a' * 3000000)
    ok(got.startswith(b'HTTP/1.1 413') and closed, 'who sends too much all the same still reads why')


def test_slow_clients():
    slow = []
    for i in range(200):
        s = connect()
        s.sendall(b'POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\n'
                  b'Content-Length: 100\r\n\r\na' if i % 2 else b'GET / HTTP/1.1\r\nHo')
        slow.append(s)
    from_ = time.monotonic()
    for _ in range(50):
        ok(ask(GOOD)[0] == 200, 'others are answered while 200 clients are slow')
    ok(time.monotonic() - from_ < 5, f'and soon ({time.monotonic() - from_:.1f} s)')
    # At the limit of one address the next is turned away; others would still be let in.
    more = []
    turned = 0
    for i in range(120):
        s = connect()
        more.append(s)
        s.settimeout(0.5)
        try:
            s.sendall(GOOD)
            if not s.recv(100):
                turned += 1
        except (ConnectionError, socket.timeout):
            turned += 1
    ok(turned >= 10, f'one address has a limit of connections ({turned} turned away)')
    for s in slow + more:
        s.close()
    time.sleep(0.3)
    ok(ask(GOOD)[0] == 200, 'afterwards all is as before')


def test_deadline():
    if not os.environ.get('WAYMARK_TEST_SLOW'):
        return
    with connect(40) as s:
        from_ = time.monotonic()
        s.sendall(b'GET / HT')
        s.settimeout(0.5)
        # A byte now and then does not buy more time.
        closed = False
        while not closed and time.monotonic() - from_ < 30:
            try:
                s.sendall(b'T')
                closed = s.recv(100) == b''
            except socket.timeout:
                pass
            except ConnectionError:
                closed = True
        took = time.monotonic() - from_
        ok(closed and took < 20, f'a head has 15 seconds, however it drips ({took:.0f} s)')


def test_stop():
    """SIGTERM while clients ask without a pause: whoever got in gets a whole reply."""
    cut, done, refused = [], [0], [0]

    def client(keeps):
        while True:
            try:
                s = connect()
            except ConnectionError:
                refused[0] += 1
                return
            f = s.makefile('rb')
            while True:
                try:
                    s.sendall(b'GET /cookies HTTP/1.1\r\nHost: a\r\n' + (b'' if keeps else b'Connection: close\r\n') + b'\r\n')
                    reply = read_reply(f)
                except (ConnectionError, socket.timeout) as e:
                    reply = repr(e)
                if not isinstance(reply, tuple) or reply[0] != 200:
                    cut.append(reply)
                    return
                done[0] += 1
                if reply[1].get('connection') == 'close':
                    break
            s.close()

    threads = [threading.Thread(target=client, args=(i % 2 == 0,)) for i in range(12)]
    for t in threads:
        t.start()
    time.sleep(1)
    os.kill(pid, signal.SIGTERM)
    for t in threads:
        t.join(40)
    ok(not cut, f'stopping under load cuts nobody off: {cut[:3]} of {done[0]} replies')
    ok(done[0] > 50 and refused[0] == 12, f'{done[0]} replies, then {refused[0]} were told that nobody listens')
    for _ in range(100):
        try:
            with open(f'/proc/{pid}/stat') as f:
                gone = f.read().rsplit(')', 1)[1].split()[0] == 'Z'
        except FileNotFoundError:
            gone = True
        if gone:
            break
        time.sleep(0.1)
    ok(gone, 'the program has ended')


test_plain()
test_hygiene()
test_upload()
test_slow_clients()
test_deadline()
test_stop()
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
