# SPDX-License-Identifier: AGPL-3.0-or-later
# Real work on a demonstration area while something goes wrong: officers record notes and take in papers on cases, families type
# into the public form, staff sign in. What the server said was saved is noted, and afterwards looked for.
import hashlib, http.client, itertools, os, re, sqlite3, threading, time

from client import PASSWORD, Client, run


def fill(program, db, scale='0.002'):
    for words in (['migrate'], ['demo', '--scale', scale]):
        code, said = run(program, *words, '--db', db)
        if code:
            raise SystemExit(f'{words[0]}: {said}\n0 passed, 1 failed')


def look_up(db, sql):
    """Rows; the connection is closed at once: one left open changes what the last one to close does."""
    d = sqlite3.connect(f'file:{db}?mode=ro', uri=True)
    try:
        return d.execute(sql).fetchall()
    finally:
        d.close()


numbers = itertools.count(1)


class Load:
    """`officers` threads that record, `families` that type. Stops at the first answer that is lost (the server is gone)."""

    def __init__(self, db, port, officers=4, families=2, paper_lines=2000):
        self.db, self.port, self.stop, self.lock = db, port, threading.Event(), threading.Lock()
        self.paper_lines, self.number = paper_lines, next(numbers)
        self.events = []        # (reference, text) of notes and papers that were acknowledged
        self.when = {}          # words of an event -> milliseconds when it was sent and when it was acknowledged
        self.papers = []        # SHA-256 of papers that were
        self.drafts = {}        # token of a draft -> number that was saved, the greatest
        self.sessions = []      # cookies of sessions that were given
        self.refused = []       # (status, page) of what was refused
        self.odd = []           # what nobody should get
        cases = look_up(db, """select p.reference, min(a.email) from process p join membership m on m.authority = p.authority and m.role = 'case_officer'
               join account a on a.id = m.account_id
               where p.is_open = 1 and p.pathway = 'NA' and p.stage in ('new', 'deciding_to_assess', 'gathering_advice')
               group by p.reference order by p.id""")
        self.threads = [threading.Thread(target=self.guarded, args=(self.officer, *cases[i % len(cases)], i)) for i in range(officers)]
        self.threads += [threading.Thread(target=self.guarded, args=(self.family, i)) for i in range(families)]

    def start(self):
        for t in self.threads:
            t.start()

    def end(self):
        self.stop.set()
        for t in self.threads:
            t.join()

    def count(self):
        with self.lock:
            return len(self.events) + sum(self.drafts.values()) + len(self.sessions)

    def guarded(self, work, *words):
        try:
            work(*words)
        except (OSError, http.client.HTTPException):
            pass                # killed: what comes now was never acknowledged
        except Exception as e:  # a test that stops must say so
            with self.lock:
                self.odd.append(repr(e))

    def note(self, status, text):
        """Anything but a save: the disk may be full (503), or somebody was first (409 and the form again)."""
        with self.lock:
            if status == 503:
                self.refused.append((status, text))
            elif status not in (200, 409):
                self.odd.append(f'{status}: {re.sub("<[^>]*>", " ", text)[-300:]}')

    def officer(self, reference, email, i):
        c = Client(self.port)
        for n in range(10**6):
            if self.stop.is_set():
                return
            if n % 40 == 0:     # a session of its own now and then
                c.cookies.clear()
            if 'session' not in c.cookies:
                status, where, text = c.ask('POST', '/sign-in', {'csrf': c.csrf('/sign-in'), 'email': email, 'password': PASSWORD})
                if status != 303:
                    self.note(status, text)
                    self.stop.wait(0.2)
                    continue
                with self.lock:
                    self.sessions.append(c.cookies['session'])
            event, field = ('evidence_received', 'what') if n % 4 == 3 else ('note_added', 'text')
            status, where, page = c.ask('GET', f'/cases/{reference}/do/{event}')
            if status != 200:
                self.note(status, page)
                self.stop.wait(0.2)
                continue
            fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.rsplit('<form', 1)[1]))
            words = f'Load {os.getpid()}-{self.number}-{i}-{n}'
            paper = f'{words}\n'.encode() * self.paper_lines if event == 'evidence_received' else b''
            files = [('files', 'views.txt', paper)] if paper else []
            sent = time.time() * 1000
            status, where, page = c.ask('POST', f'/cases/{reference}/do/{event}', fields | {field: words}, files)
            if status == 303 and 'said=case_recorded' in where:
                with self.lock:
                    self.events.append((reference, words))
                    self.when[words] = (sent, time.time() * 1000)
                    if paper:
                        self.papers.append(hashlib.sha256(paper).hexdigest())
            else:
                self.note(status, page)

    def family(self, i):
        c = Client(self.port)
        csrf, token = None, None
        for n in range(1, 10**6):
            if self.stop.is_set():
                return
            if not token:
                csrf = c.csrf('/request')
                status, where, text = c.ask('POST', '/request', {'csrf': csrf})
                if status != 303:
                    self.note(status, text)
                    self.stop.wait(0.2)
                    continue
                token = where.split('/')[2]
                with self.lock:
                    self.drafts[token] = 0
            status, where, text = c.ask('POST', f'/request/{token}/child', {'csrf': csrf, 'given': f'Ann-{n}', 'family': 'Kestrel'})
            if status == 303:
                with self.lock:
                    self.drafts[token] = n
            else:
                self.note(status, text)
                self.stop.wait(0.1)


def lost_drafts(port, drafts):
    """Drafts that do not read as acknowledged; one more may be there: saved, and the answer did not come through."""
    c, lost = Client(port), []
    for token, n in drafts.items():
        status, _, text = c.ask('GET', f'/request/{token}/child')
        m = re.search(r'value="Ann-(\d+)"', text)
        if status != 200 or (n and (not m or int(m[1]) < n)):
            lost.append(f'a draft at {n} reads {status} {m and m[1]}')
    return lost


def lost_sessions(port, sessions):
    c, lost = Client(port), []
    for session in sessions:
        c.cookies = {'session': session}
        status = c.ask('GET', '/account')[0]
        if status != 200:
            lost.append(f'a session that was given reads {status}')
    return lost


def unsound(program, db, load):
    """What is wrong in the database: an acknowledged event or paper that is not there, half of an act, a broken chain, a cache
    that is not what the events say. The server must not run (recompute writes)."""
    wrong = []
    d = sqlite3.connect(db)
    sound = d.execute('pragma integrity_check').fetchone()[0]
    if sound != 'ok':
        return [f'integrity: {sound}']
    there = {}
    for reference, seq, fields in d.execute("""select p.reference, e.seq, e.fields from event e join process p on p.id = e.process_id
                                               where e.fields like '%"Load %'"""):
        words = re.search(r'Load [0-9-]+', fields)[0]
        there.setdefault((reference, words), []).append(seq)
    wrong += [f'an acknowledged event is lost: {e}' for e in load.events if e not in there]
    wrong += [f'an event twice: {e}' for e, seqs in there.items() if len(seqs) > 1]
    for sha256 in load.papers:
        row = d.execute('select bytes from content where sha256 = ?', (sha256,)).fetchone()
        whole = b''.join(p for p, in d.execute('select part from content_part where sha256 = ? order by seq', (sha256,)))
        if not row or row[0] != len(whole) or hashlib.sha256(whole).hexdigest() != sha256:
            wrong.append('an acknowledged paper is lost or not whole')
    halves = {
        'an event of papers without its paper': """select count(*) from event e where e.name = 'evidence_received' and e.fields like '%"Load %'
            and not exists (select 1 from document o where o.process_id = e.process_id and o.event_seq = e.seq)""",
        'an event without its audit row': """select count(*) from (select e.process_id, count(*) n from event e where e.fields like '%"Load %'
            group by 1) x where n > (select count(*) from audit a where a.process_id = x.process_id and a.verb not in ('view', 'download'))""",
        'a paper without all of its bytes': 'select count(*) from document o join content c on c.sha256 = o.sha256 where c.bytes < 0',
        'a gap in the numbers of events': """select count(*) from (select process_id, max(seq) m, count(*) n from event group by 1)
            where m <> n""",
    }
    wrong += [f'{words}: {n}' for words, sql in halves.items() if (n := d.execute(sql).fetchone()[0])]
    d.close()
    for words, must in ((['audit', 'verify'], None), (['recompute'], ' 0 of them had moved')):
        code, said = run(program, *words, '--db', db)
        if code or (must and must not in said):
            wrong.append(f'{" ".join(words)}: {said.strip()}')
    return wrong
