# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/bench/bench.sh: starts the server and the bare handlers on demonstration areas of growing size and measures both
# with wrk. Run: bench.py "SCALES" SECONDS
import atexit, os, re, shutil, socket, statistics, subprocess, sys, tempfile, time, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'parts'))
from client import Client as Browser

scales, seconds = sys.argv[1].split(), int(sys.argv[2])
work = tempfile.mkdtemp(prefix='waymark-bench-')
tick = os.sysconf('SC_CLK_TCK')
lines = []
THREADS = 16


def say(words=''):
    print(words, flush=True)
    lines.append(words)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def cpu_s(pid):
    f = open(f'/proc/{pid}/stat').read().rsplit(')', 1)[1].split()
    return (int(f[11]) + int(f[12])) / tick


def rss_mb(pid, field='VmRSS'):
    return int(re.search(field + r':\s+(\d+)', open(f'/proc/{pid}/status').read())[1]) / 1024


def start(*words):
    from_ = time.monotonic()
    p = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    atexit.register(p.kill)
    for line in p.stdout:
        if 'answers at' in line or 'ready' in line:
            return p, time.monotonic() - from_
    sys.exit(f'{words[0]} does not start')


def stop(p):
    p.terminate()
    p.wait()


def wrk(port, path, cookie='', script=None, connections=16):
    """(requests a second, CPU microseconds a request of the server is measured outside, errors)"""
    words = ['wrk', '-t1', f'-c{connections}', f'-d{seconds}s', '--latency', '-H', f'Cookie: {cookie}']
    if script:
        words += ['-s', script]
    out = subprocess.run(words + [f'http://127.0.0.1:{port}{path}'], capture_output=True, text=True).stdout
    count = int(re.search(r'(\d+) requests in', out)[1])
    bad = re.search(r'Non-2xx or 3xx responses: (\d+)', out)
    p99 = re.search(r'99%\s+([0-9.]+)(us|ms|s)', out)
    p99 = float(p99[1]) * {'us': 0.001, 'ms': 1, 's': 1000}[p99[2]]
    rate = float(re.search(r'Requests/sec:\s+([0-9.]+)', out)[1])
    return rate, count, int(bad[1]) if bad else 0, p99


def measure(rows, rounds=3):
    """rows: name -> (process, port, path, cookie); asked in turn. name -> (rate, CPU us a request, p99 ms)."""
    got = {name: [] for name in rows}
    for _ in range(rounds):
        for name, (p, port, path, cookie) in rows.items():
            before = cpu_s(p.pid)
            rate, count, bad, p99 = wrk(port, path, cookie)
            if bad > count / 100:
                sys.exit(f'{name}: {bad} of {count} replies were errors')
            got[name].append((rate, (cpu_s(p.pid) - before) / count * 1e6, p99))
    return {n: tuple(statistics.median(x[i] for x in v) for i in range(3)) for n, v in got.items()}


class Client(Browser):
    def ask(self, *what, **more):
        self.c.close()          # the server gives up a connection that rests for long
        return super().ask(*what, **more)


def disk():
    """Durable writes a second of this disk, for what to make of the rates of saves."""
    fd = os.open(work + '/disk', os.O_WRONLY | os.O_CREAT)
    from_, n = time.monotonic(), 0
    while time.monotonic() - from_ < 1:
        os.pwrite(fd, b'x' * 4096, (n % 256) * 4096)
        os.fdatasync(fd)
        n += 1
    os.close(fd)
    return n


def sqlite_read(db, sql):
    import sqlite3
    return sqlite3.connect(f'file:{db}?mode=ro', uri=True).execute(sql).fetchall()


def area(scale):
    db = f'{work}/{scale}.db'
    subprocess.run(['build/waymark', 'migrate', '--db', db], check=True, stdout=subprocess.DEVNULL)
    from_ = time.monotonic()
    subprocess.run(['build/waymark', 'demo', '--db', db, '--scale', scale], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return db, time.monotonic() - from_


def saves(port, client):
    """Drafts of the public form begun by 32 families at once: each is on the disk before its answer."""
    csrf = client.csrf('/request')
    script = work + '/post.lua'
    with open(script, 'w') as f:
        f.write('wrk.method = "POST"\nwrk.body = "csrf=%s"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n' % csrf)
    rate, count, bad, p99 = wrk(port, '/request', f'form={client.cookies["form"]}', script, 32)
    return (rate, p99) if not bad else sys.exit('drafts are not saved')


def notes(port, client, db):
    """Notes on up to 500 open cases of one council, by 32 officers at once: check, event, state and audit row of each are on
    the disk before its answer."""
    cases = sqlite_read(db, 'select reference, version from process where is_open = 1 and authority = 340 order by id limit 500')
    page = client.ask('GET', f'/cases/{cases[0][0]}/do/note_added')[2].rsplit('<form', 1)[1]
    fields = dict(re.findall(r'name="(csrf|day-day|day-month|day-year)"[^>]*value="([^"]*)"', page))
    body = urllib.parse.urlencode(fields | {'text': 'Rang the school: the papers are on their way.'})
    script = work + '/note.lua'
    with open(script, 'w') as f:
        f.write('local cases = {%s}\n' % ', '.join('{"%s", %d}' % c for c in cases))
        f.write('local at, n = 0, 0\nlocal headers = {["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = "session=%s"}\n'
                % client.cookies['session'])
        f.write('request = function() at, n = at %% #cases + 1, n + 1\nlocal c = cases[at]\n'
                'return wrk.format("POST", "/cases/" .. c[1] .. "/do/note_added", headers, "%s+" .. n .. "&version=" .. c[2]) end\n' % body)
    before = sqlite_read(db, 'select count(*) from event')[0][0]
    rate, count, bad, p99 = wrk(port, '/', script=script, connections=32)
    saved = sqlite_read(db, 'select count(*) from event')[0][0] - before
    if bad or saved < count:
        sys.exit(f'{count} notes were sent, {bad} refused, {saved} saved')
    return rate, p99


def case_of(db):
    """A case in the middle, with as many events as they come."""
    return sqlite_read(db, "select p.reference, count(*) n from process p join event e on e.process_id = p.id "
                           "where p.is_open = 1 and p.authority = 340 group by p.id order by abs(n - 12), p.id limit 1")[0]


say(f'# make bench, {time.strftime("%Y-%m-%d %H:%M")}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before, '
    f'{disk()} durable 4 KB writes a second')
say()
say('| area | open cases | events | fill s | start s | case page req/s | CPU us | p99 ms | work list req/s | CPU us | p99 ms |')
say('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |')
last = None
for scale in scales:
    db, fill_s = area(scale)
    ports = [free_port(), free_port()]
    app, start_s = start('build/waymark', 'serve', '--db', db, '--listen', f'127.0.0.1:{ports[0]}', '--second-factor', 'optional',
                         '--quiet', 'yes', '--confine', 'yes', '--client-connections', '0', '--threads', str(THREADS))
    bare, _ = start('build/bench_bare', db, str(ports[1]), str(THREADS))
    client = Client(ports[0])
    cookie = client.sign_in('officer.knowsley@example.org')
    reference, events = case_of(db)
    open_cases, all_events = sqlite_read(db, 'select (select count(*) from process where is_open = 1), (select count(*) from event)')[0]
    rows = {'case': (app, ports[0], f'/cases/{reference}', cookie), 'list': (app, ports[0], '/work', cookie)}
    if scale == scales[-1]:
        rows |= {'bare': (bare, ports[1], '/bare', ''), 'bare case': (bare, ports[1], f'/bare-case/{reference}', ''),
                 'bare list': (bare, ports[1], '/bare-list?authority=340', ''),
                 'open': (bare, ports[1], f'/bare-open/{reference}', cookie), 'public': (app, ports[0], '/cookies', '')}
    missing = [n for n, (p, port, path, c) in rows.items() if p is app and
               (lambda x: x.c.close() or x.ask('GET', path)[0])(client) != 200]
    for n in missing:
        say(f'{n} is not there')
        del rows[n]
    got = measure(rows)
    none = (0, 0, 0)
    c, l = got.get('case', none), got.get('list', none)
    say(f'| {scale} | {open_cases} | {all_events} | {fill_s:.1f} | {start_s:.2f} | {c[0]:.0f} | {c[1]:.0f} | {c[2]:.1f} | '
        f'{l[0]:.0f} | {l[1]:.0f} | {l[2]:.1f} |')
    if scale == scales[-1]:
        say()
        say(f'The case has {events} events; its page {len(client.ask("GET", f"/cases/{reference}")[2])} bytes, the work list '
            f'{len(client.ask("GET", "/work")[2])}.')
        say()
        say('| page | req/s | CPU us a request | of the bare handler |')
        say('| --- | --- | --- | --- |')
        names = {'bare': 'bare handler, 14 KB from memory', 'bare case': 'the queries of a case page', 'bare list': 'the query of a work list',
                 'open': 'session, rule, law and audit of a case page, no HTML', 'public': 'a public page (no session, no audit)',
                 'case': 'case page', 'list': 'work list'}
        for n in names:
            if n in got:
                say(f'| {names[n]} | {got[n][0]:.0f} | {got[n][1]:.0f} | {got[n][0] / got["bare"][0]:.2f} |')
        rate, p99 = saves(ports[0], Client(ports[0]))
        say()
        event_rate, event_p99 = notes(ports[0], client, db)
        say(f'Events saved on cases (notes, 32 officers at once): {event_rate:.0f} a second, p99 {event_p99:.0f} ms, each durable. '
            f'{disk()} durable 4 KB writes a second of the disk alone.')
        say(f'Durable saves (drafts of the public form, 32 at once): {rate:.0f} a second, p99 {p99:.0f} ms; '
            f'{disk()} durable 4 KB writes a second of the disk alone.')
        wrk(ports[0], '/work' if 'list' in got else '/cookies', cookie, connections=200)
        say(f'Memory of the server after this, with 200 connections at once: {rss_mb(app.pid):.0f} MB now, '
            f'{rss_mb(app.pid, "VmHWM"):.0f} MB at most (bar: 200).')
    stop(bare)
    stop(app)
shutil.rmtree(work)
with open('build/bench.txt', 'w') as f:
    f.write('\n'.join(lines) + '\n')
