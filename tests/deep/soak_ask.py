# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/deep/soak.sh. Run: soak_ask.py PROGRAM FOLDER USERS SECONDS SCALE
import asyncio, os, random, re, statistics, sys, time, urllib.parse

sys.path.insert(0, 'tests/parts')
from client import PASSWORD, Score, run, serve          # noqa: E402
from load import fill, look_up                          # noqa: E402

program, folder, users, seconds, scale = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4]), sys.argv[5]
db = folder + '/a.db'
THINK = 2.0                     # seconds between two steps of one person, on average
reads, saves, errors, conflicts, by_page = [], [], [], 0, {}
score = Score()


class Person:
    """One connection that is kept, as browsers do it, and opened anew when the server gave it up while it rested."""

    def __init__(self, port):
        self.port, self.cookies, self.pipe = port, {}, None

    async def send(self, head, body):
        for again in (False, True):
            try:
                if self.pipe is None:
                    self.pipe = await asyncio.open_connection('127.0.0.1', self.port)
                    again = True
                reader, writer = self.pipe
                writer.write(head + body)
                line = await asyncio.wait_for(reader.readline(), 60)
                if not line:
                    raise ConnectionResetError('closed')
                headers = []
                while (h := (await reader.readline()).decode().strip()):
                    headers.append(h.split(': ', 1))
                size = int(next(v for k, v in headers if k.lower() == 'content-length'))
                text = await asyncio.wait_for(reader.readexactly(size), 60)
                if any(k.lower() == 'connection' and v == 'close' for k, v in headers):
                    self.close()
                return int(line.split()[1]), headers, text.decode(errors='replace')
            except (ConnectionError, asyncio.IncompleteReadError):
                self.close()
                if again:
                    raise

    def close(self):
        if self.pipe:
            self.pipe[1].close()
        self.pipe = None

    async def ask(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else b''
        lines = [f'{method} {path} HTTP/1.1', f'Host: 127.0.0.1:{self.port}', 'Sec-Fetch-Site: same-origin']
        if self.cookies:
            lines.append('Cookie: ' + '; '.join(f'{k}={v}' for k, v in self.cookies.items()))
        if method == 'POST':
            lines += ['Content-Type: application/x-www-form-urlencoded', f'Content-Length: {len(body)}']
        status, headers, text = await self.send(('\r\n'.join(lines) + '\r\n\r\n').encode(), body)
        for k, v in headers:
            if k.lower() == 'set-cookie':
                name, rest = v.split('=', 1)
                self.cookies[name] = rest.split(';')[0]
        return status, dict((k.lower(), v) for k, v in headers).get('location', ''), text

    async def read(self, path, may=(200,)):
        began = time.monotonic()
        status, where, text = await self.ask('GET', path)
        reads.append(time.monotonic() - began)
        by_page.setdefault(re.sub(r'/[A-Z0-9]{8}(?=/|$)|/[A-Za-z0-9_-]{40,}', '/...', path), []).append(reads[-1])
        if status not in may:
            errors.append(f'GET {path}: {status}')
        return text

    async def save(self, path, fields, said=''):
        """True when it was saved; somebody else was first: False."""
        global conflicts
        began = time.monotonic()
        status, where, text = await self.ask('POST', path, fields)
        saves.append(time.monotonic() - began)
        if status == 303 and said in where:
            return where
        if status in (200, 409) and 'version' in fields:
            conflicts += 1
        else:
            errors.append(f'POST {path}: {status} {where}')
        return ''

    async def fields(self, path):
        text = await self.read(path)
        form = text.rsplit('<form', 1)[-1]
        return dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))

    async def sign_in(self, email):
        csrf = (await self.fields('/sign-in')).get('csrf') or re.search(r'name="csrf" value="([^"]+)"', (await self.ask('GET', '/sign-in'))[2])[1]
        for _ in range(10):
            status, where, text = await self.ask('POST', '/sign-in', {'csrf': csrf, 'email': email, 'password': PASSWORD})
            # Several of our people share an account of the area: when they come in at once, one is asked to wait, as it must be.
            if status != 200 or 'seconds' not in text and 'second' not in text:
                break
            await asyncio.sleep(2 + random.random() * 4)
        if status != 303:
            errors.append(f'sign-in of {email}: {status} ' + ' '.join(re.findall(r'govuk-error[^>]*>([^<]*)<', text)))
            return False
        return True


async def think():
    await asyncio.sleep(random.expovariate(1 / THINK))


async def worker(p, email, pages, cases, until):
    """Staff, who come in over the first part of the time: pages of the role, then a case, now and then a note."""
    await asyncio.sleep(random.random() * min(60, seconds / 5))
    if not await p.sign_in(email):
        return
    while time.monotonic() < until:
        await p.read(random.choice(pages))
        await think()
        if not cases:
            continue
        ref = random.choice(cases)
        await p.read(f'/cases/{ref}')
        await think()
        if random.random() < 0.3:
            fields = await p.fields(f'/cases/{ref}/do/note_added')
            await think()
            if fields:
                await p.save(f'/cases/{ref}/do/note_added', fields | {'text': f'Rang the school at {time.time()}.'}, 'said=case_recorded')


async def family(p, until):
    """Types into the public form; reads what the law says."""
    while time.monotonic() < until:
        fields = await p.fields('/request')
        await think()
        where = await p.save('/request', {'csrf': fields.get('csrf', '')})
        for n in range(6):
            if not where or time.monotonic() > until:
                break
            token = where.split('/')[2]
            await p.read(f'/request/{token}/child')
            await think()
            await p.save(f'/request/{token}/child', {'csrf': fields['csrf'], 'given': f'Ann-{n}', 'family': 'Kestrel'})
            await p.read('/rules/NA')
            await think()


def people():
    """(role, address) of the demonstration area, and what each looks at."""
    pages = {'case_officer': ['/home', '/work', '/reviews', '/transfer'], 'manager': ['/home', '/work', '/figures', '/panels'],
             'panel_member': ['/home', '/panels'], 'adviser': ['/home', '/inbox'], 'school': ['/home', '/school'], 'analyst': ['/home', '/figures'],
             'administrator': ['/admin', '/admin/rulebook']}
    share = ['case_officer'] * 10 + ['manager'] * 2 + ['panel_member'] * 2 + ['adviser'] * 4 + ['school'] * 4 + ['analyst', 'administrator'] + ['family'] * 6
    accounts = {}
    for role, email, authority in look_up(db, 'select m.role, a.email, m.authority from membership m join account a on a.id = m.account_id order by a.id'):
        accounts.setdefault(role, []).append((email, authority))
    cases = {}
    for authority, ref in look_up(db, "select authority, reference from process where is_open = 1 and pathway = 'NA' order by id"):
        cases.setdefault(authority, []).append(ref)
    out = []
    for i in range(users):
        role = share[i % len(share)]
        if role == 'family' or role not in accounts:
            out.append(('family', None, None, []))
            continue
        email, authority = accounts[role][i // len(share) % len(accounts[role])]
        mine = cases.get(authority, [])[i::users] if role in ('case_officer', 'manager') else []
        out.append((role, email, pages[role], mine[:20]))
    return out


def rss_mb(pid):
    return int(re.search(r'VmRSS:\s+(\d+)', open(f'/proc/{pid}/status').read())[1]) / 1024


async def guarded(p, work):
    try:
        await work
    except Exception as e:      # noqa: BLE001 - whatever it is, it is an error of the run
        errors.append(repr(e))
    p.close()


async def minutes(pid, began, out):
    while True:
        await asyncio.sleep(min(60.0, seconds / 10))
        out.append(rss_mb(pid))
        print(f'{time.monotonic() - began:4.0f} s: {len(reads)} reads, {len(saves)} saves, {len(errors)} errors, {out[-1]:.0f} MB', flush=True)


async def soak(p, port):
    began, memory = time.monotonic(), []
    all_people = people()
    jobs = []
    watch = asyncio.create_task(minutes(p.pid, began, memory))
    until = began + seconds
    for role, email, pages, cases in all_people:
        person = Person(port)
        jobs.append(asyncio.create_task(guarded(person, family(person, until) if role == 'family' else worker(person, email, pages, cases, until))))
    done, hung = await asyncio.wait(jobs, timeout=seconds + 120)
    watch.cancel()
    return len(all_people), memory, len(hung)


fill(program, db, scale)
server, port = serve(program, db, '--quiet', 'yes', '--client-connections', '0', log=open(folder + '/said', 'w'))
count, memory, hung = asyncio.run(soak(server, port))
server.terminate()
score.ok(server.wait() == 0, 'the server ends in order')
reads.sort()
median, p99 = reads[len(reads) // 2] * 1000, reads[int(len(reads) * 0.99)] * 1000
save_median, save_p99 = statistics.median(saves) * 1000, sorted(saves)[int(len(saves) * 0.99)] * 1000
print(f'{count} people, {seconds:.0f} s, area {scale}: {len(reads)} reads, median {median:.1f} ms, p99 {p99:.1f} ms ({p99 / median:.1f} times); '
      f'{len(saves)} saves, median {save_median:.1f} ms, p99 {save_p99:.1f} ms; {conflicts} by two at once; memory by minute: '
      f'{", ".join(f"{m:.0f}" for m in memory)} MB')
for page, took in sorted(by_page.items(), key=lambda x: -sorted(x[1])[int(len(x[1]) * 0.99)])[:8]:
    took.sort()
    print(f'  {page}: {len(took)} reads, median {took[len(took) // 2] * 1000:.1f} ms, p99 {took[int(len(took) * 0.99)] * 1000:.1f} ms')
score.ok(not errors, f'{len(errors)} errors: {sorted(set(errors))[:8]}')
score.ok(hung == 0, f'{hung} people wait for ever')
score.ok(p99 < 50 * median, 'p99 of reads is under 50 times the median')
warm = memory[len(memory) // 3] if memory else 0
score.ok(memory and memory[-1] < warm * 1.15 + 4, f'memory is flat: {memory}')
score.ok(run(program, 'audit', 'verify', '--db', db)[0] == 0, 'the audit holds')
score.ok('"level":"bug"' not in open(folder + '/said').read(), 'no bug in the log')
score.end()
