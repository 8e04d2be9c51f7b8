# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/kill.sh: families type into the public form while the server is killed again and again.
# Run: kill_ask.py PROGRAM FOLDER ROUNDS
import http.client, random, re, signal, sqlite3, subprocess, sys, threading, time, urllib.parse

program, folder, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
db = folder + '/a.db'
saved = {}              # draft token -> number that the server said was saved, the greatest
lock = threading.Lock()
acknowledged = 0
seed = int(time.time())
random.seed(seed)


class Visitor:
    def __init__(self, port):
        self.c = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
        self.cookie = ''

    def ask(self, method, path, fields=None):
        headers = {'Cookie': self.cookie} if self.cookie else {}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
        self.c.request(method, path, body, headers)
        r = self.c.getresponse()
        text = r.read().decode()
        given = r.getheader('Set-Cookie')
        if given and given.startswith('form='):
            self.cookie = given.split(';')[0]
        return r.status, r.getheader('Location') or '', text

    def token(self, text):
        return re.search(r'name="csrf" value="([^"]+)"', text)[1]


def family(port, stop):
    """Begins a draft and changes one answer of it for ever; notes what was acknowledged."""
    global acknowledged
    try:
        v = Visitor(port)
        csrf = v.token(v.ask('GET', '/request')[2])
        status, where, _ = v.ask('POST', '/request', {'csrf': csrf})
        if status != 303:
            raise SystemError(f'no draft: {status}')
        token = where.split('/')[2]
        with lock:
            saved[token] = 0
        n = 0
        while not stop.is_set():
            n += 1
            status, where, text = v.ask('POST', f'/request/{token}/child', {'csrf': csrf, 'given': f'Ann-{n}', 'family': 'Kestrel'})
            if status != 303:
                raise SystemError(f'not saved: {status}')
            with lock:
                saved[token] = n
                acknowledged += 1
    except (OSError, http.client.HTTPException):
        pass            # killed: what comes now was never acknowledged


def start():
    p = subprocess.Popen([program, 'serve', '--db', db, '--listen', '127.0.0.1:0', '--quiet', 'yes', '--confine', 'no'],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    for line in p.stdout:
        if (m := re.search(r'answers at http://[0-9.]+:(\d+)', line)):
            return p, int(m[1])
    raise SystemExit('the server does not start\n0 passed, 1 failed')


subprocess.run([program, 'migrate', '--db', db], check=True, stdout=subprocess.DEVNULL)
passed = failed = 0
for i in range(rounds):
    p, port = start()
    stop = threading.Event()
    threads = [threading.Thread(target=family, args=(port, stop)) for _ in range(6)]
    for t in threads:
        t.start()
    time.sleep(0.1 + random.random() * 0.5)
    p.send_signal(signal.SIGKILL)
    p.wait()
    stop.set()
    for t in threads:
        t.join()
    # Started anew: all that was ever acknowledged, asked of the server itself.
    p, port = start()
    v = Visitor(port)
    lost = 0
    for token, n in list(saved.items()):
        status, _, text = v.ask('GET', f'/request/{token}/child')
        m = re.search(r'value="Ann-(\d+)"', text)
        # One more than acknowledged may be there: saved, and the answer did not come through.
        if status != 200 or (n and (not m or int(m[1]) not in (n, n + 1))):
            lost += 1
            print(f'FAILED round {i} (seed {seed}): a draft at {n} reads {status} {m and m[1]}')
    p.terminate()
    if p.wait() != 0:
        lost += 1
        print('FAILED the server did not end in order')
    sound = sqlite3.connect(db).execute('pragma integrity_check').fetchone()[0]
    if sound != 'ok':
        lost += 1
        print(f'FAILED integrity: {sound}')
    passed, failed = passed + (lost == 0), failed + (lost > 0)
    if len(saved) > 60:         # the oldest were asked often enough
        for token in list(saved)[:30]:
            del saved[token]
if acknowledged < rounds * 5:
    failed += 1
    print(f'FAILED only {acknowledged} saves in {rounds} rounds prove nothing')
print(f'{acknowledged} saves were acknowledged; SIGKILL {rounds} times')
print(f'{passed} passed, {failed} failed')
sys.exit(failed > 0)
