# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/moments.sh. Run: moments_ask.py PROGRAM FOLDER
import os, random, re, shutil, signal, sqlite3, struct, sys, time
from datetime import datetime, timezone

from client import Score, run, serve
from load import Load, fill, look_up

program, folder = sys.argv[1], sys.argv[2]
db, log, key = folder + '/a.db', folder + '/log', folder + '/log.key'
score = Score()
ok = score.ok


def flags(*more, sealed=True):
    return ['--log-folder', log, '--log-seconds', '1', *(['--log-key', key] if sealed else []), *more]


def begin(**how):
    p, port = serve(program, db, '--quiet', 'yes', *flags(**how), log=open(folder + '/said', 'a'))
    if not p:
        raise SystemExit(f'the server does not start: {open(folder + "/said").read()}\n0 passed, 1 failed')
    return p, port


def looks():
    """The latest moment of the log, in milliseconds."""
    names = [n for _, _, ns in os.walk(log) for n in ns if re.fullmatch(r'(base|\d{8})-\d+', n)]
    return max((int(n.split('-')[1]) for n in names), default=0)


def settle():
    """Waits for a look that found nothing more to keep."""
    while True:
        before = looks()
        time.sleep(2.2)
        if looks() == before:
            return


def picture(path):
    tables = [n for n, in look_up(path, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
    return {t: sorted(map(repr, look_up(path, f'select * from "{t}"'))) for t in tables}


def iso(ms):
    return datetime.fromtimestamp(ms / 1000, timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.') + f'{int(ms) % 1000:03d}Z'


def restore(to, path=folder + '/back.db', sealed=True):
    """(exit status, what was said, moment reached)"""
    for tail in ('', '-wal', '-shm'):
        if os.path.exists(path + tail):
            os.unlink(path + tail)
    code, said = run(program, 'restore', '--to', to, '--db', path, *flags(sealed=sealed)[:2], *(['--log-key', key] if sealed else []))
    m = re.search(r'stood at (\S+),', said)
    return code, said, datetime.fromisoformat(m[1].replace('Z', '+00:00')).timestamp() * 1000 if m else 0


def wal_turn():
    """How often SQLite began its log anew."""
    with open(db + '-wal', 'rb') as f:
        head = f.read(20)
    return struct.unpack('>I', head[16:20])[0] if len(head) == 20 else 0


fill(program, db)

# --- moments of rest: the copy that was made then and what the log gives are the same, row by row -----------------------
p, port = begin()
moments = []
turns, all_events = wal_turn(), {}
for i in range(3):
    load = Load(db, port, paper_lines=60000)
    load.start()
    time.sleep(2)
    if i == 1:
        p.send_signal(signal.SIGKILL)
        p.wait()
    load.end()
    ok(not load.odd, f'the load goes through: {load.odd[:3]}')
    all_events |= load.when
    if i == 1:
        p, port = begin()
    settle()
    path = f'{folder}/copy{i}.db'
    ok(run(program, 'backup', '--db', db, '--out', path, '--unsealed')[0] == 0, 'a copy is made')
    moments.append((time.time() * 1000, path))
# Bounded by what a load writes between two looks of the log, which a quick machine makes more of.
ok(os.path.getsize(db + '-wal') < 256 << 20, f'the write-ahead log does not grow for ever: {os.path.getsize(db + "-wal")}')
ok(wal_turn() != turns, f'it was moved into the database meanwhile, and began anew: {wal_turn()}')
for ms, path in moments:
    code, said, reached = restore(iso(ms))
    if ok(code == 0, f'restored: {said}'):
        a, b = picture(folder + '/back.db'), picture(path)
        ok(a == b, f'the same as the copy of then: {[t for t in b if a.get(t) != b[t]]}')

# --- any moment under load: all that was acknowledged before it, nothing that was sent after it ----------------------------
first = min(sent for sent, _ in all_events.values())
last = max(acked for _, acked in all_events.values())
seed = int(time.time())
random.seed(seed)
for i in range(6):
    to = first + (last - first) * random.random()
    code, said, reached = restore(iso(to))
    if not ok(code == 0 and reached <= to, f'restored to {iso(to)} (seed {seed}): {said}'):
        continue
    there = set(re.findall(r'Load [0-9-]+', ' '.join(f for f, in look_up(folder + '/back.db',
        """select fields from event where fields like '%"Load %'"""))))
    lost = [w for w, (_, acked) in all_events.items() if acked < reached and w not in there]
    early = [w for w, (sent, _) in all_events.items() if sent > reached and w in there]
    ok(not lost and not early, f'at {iso(reached)} (seed {seed}): {len(lost)} lost, {len(early)} too early')
    ok(run(program, 'audit', 'verify', '--db', folder + '/back.db')[0] == 0, 'the audit of that moment holds')
code, said, reached = restore('latest')
ok(code == 0 and picture(folder + '/back.db') == picture(db), f'the latest is what stands now: {said}')

# --- commands beside the server, and the server away: they leave the log of SQLite to whoever keeps ours -----------------------
ok(run(program, 'daily', '--db', db)[0] == 0, 'a command writes')
p.terminate()
ok(p.wait() == 0, 'the server ends in order')
ok(run(program, 'recompute', '--db', db)[0] == 0, 'a command writes without a server')
ok(os.path.exists(db + '-wal'), 'and does not move the write-ahead log')
code, said = run(program, 'log', 'keep', '--db', db, *flags())
ok(code == 0 and 'began' not in said, f'what it wrote is kept, in the same line: {said}')
ok(restore('latest')[0] == 0 and picture(folder + '/back.db') == picture(db), 'and comes back')
code, said = run(program, 'log', 'list', *flags()[:2])
ok(code == 0 and len(said.split('\n')) == 3 and '000001,' in said, f'one stretch, without a gap: {said}')

# --- what is said when something is not right ---------------------------------------------------------------------------------
code, said, _ = restore('2001-01-01T00:00')
ok(code == 1 and 'begins later' in said and not os.path.exists(folder + '/back.db'), f'nothing so early: {said}')
ok('moment in UTC' in restore('yesterday')[1], 'a word is no moment')
ok('is there already' in run(program, 'restore', '--to', 'latest', '--db', db, *flags()[:2], '--log-key', key)[1], 'nothing is written over')
ok('no key file' in run(program, 'restore', '--to', 'latest', '--db', folder + '/x.db', *flags()[:2], '--log-key', folder + '/none')[1], 'no key')
os.rename(key, key + '.away')
run(program, 'log', 'keep', '--db', db, *flags())          # makes another key
code, said, _ = restore('latest')
ok(code == 1 and 'another key' in said and not os.path.exists(folder + '/back.db'), f'another key opens nothing, and nothing is left: {said}')
os.rename(key + '.away', key)
names = sorted(os.listdir(f'{log}/000001'))
gone = names[len(names) // 2]
os.rename(f'{log}/000001/{gone}', folder + '/gone')
code, said, _ = restore(iso(moments[-1][0]))
ok(code == 1 and 'is missing' in said, f'a hole is told, with how far the log can be followed: {said}')
os.rename(folder + '/gone', f'{log}/000001/{gone}')
path = f'{log}/000001/{gone}'
whole = open(path, 'rb').read()
open(path, 'wb').write(whole[:-20])
ok('cut off' in (s := restore(iso(moments[-1][0]))[1]) or 'changed' in s, f'a torn file is told: {s}')
open(path, 'wb').write(whole)

# --- a program that knows nothing of the log writes: what it did cannot be in the line, so another begins ---------------------------
stranger = sqlite3.connect(db)
stranger.execute("insert into setting (name, value) values ('stranger', 'x')")
stranger.commit()
stranger.close()                # the last to close: SQLite moves its log into the database and takes it away
p, port = begin()
settle()
p.terminate()
p.wait()
code, said = run(program, 'log', 'list', *flags()[:2])
ok(said.count('\n') >= 3, f'a new line began: {said}')
ok(restore('latest')[0] == 0 and picture(folder + '/back.db') == picture(db), 'and it has what the stranger wrote')
ok(restore(iso(moments[0][0]))[0] == 0 and picture(folder + '/back.db') == picture(moments[0][1]), 'the moments before it can be had still')

# --- given up ---------------------------------------------------------------------------------------------------------------------------
p, port = serve(program, db, '--quiet', 'yes')
p.terminate()
p.wait()
ok(not os.path.exists(db + '.redo') and not os.path.exists(db + '-wal'), 'without log-folder SQLite looks after its log again')
shutil.rmtree(log)
score.end()
