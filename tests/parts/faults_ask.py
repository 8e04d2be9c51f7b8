# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/faults.sh. Run: faults_ask.py PROGRAM FOLDER tmpfs|shim ROUNDS
import hashlib, os, re, shutil, signal, sqlite3, struct, subprocess, sys, time

from client import Client, Score, run, serve
from load import Load, fill, look_up, lost_drafts, lost_sessions, unsound

program, folder, kind, rounds = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
disk, word = folder + '/disk', folder + '/fault'
score = Score()
ok = score.ok
area = folder + '/area.db'


def copy_area(path):
    for tail in ('', '-wal', '-shm'):
        if os.path.exists(path + tail):
            os.unlink(path + tail)
    shutil.copy(area, path)


def shim(path):
    return os.environ | {'LD_PRELOAD': folder + '/disk.so', 'WAYMARK_FAULT_FILE': word, 'WAYMARK_FAULT_PATH': path}


def fail(what):
    with open(word + '.new', 'w') as f:
        f.write(what)
    os.rename(word + '.new', word)


def begin(db, **how):
    p, port = serve(program, db, '--quiet', 'yes', '--confine', 'no', log=open(folder + '/said', 'w'), **how)
    if not p:
        raise SystemExit(f'the server does not start: {open(folder + "/said").read()}\n0 passed, 1 failed')
    return p, port


def said():
    return open(folder + '/said').read()


def words_of(page):
    return re.sub(r'\s+', ' ', re.sub(r'<[^>]*>', ' ', page))


def walk(name, db, broken, mended, in_words, env=None):
    """Load; `broken()`; all must be refused in words, with 503, and what was typed be there; `mended()`; it goes on by itself,
    and everything that was acknowledged is there."""
    p, port = begin(db, env=env)
    load = Load(db, port)
    load.start()
    time.sleep(0.7)
    before = load.count()
    broken()
    until, ready = time.time() + 8, 0
    while time.time() < until and (len(load.refused) < 12 or ready != 503):
        time.sleep(0.05)
        ready = Client(port).ask('GET', '/health/ready')[0]
    at_fault = load.count()
    live = Client(port).ask('GET', '/health/live')[0]
    time.sleep(0.3)
    load.end()
    pages = [words_of(t) for _, t in load.refused]
    ok(before > 5, f'{name}: there was a load before ({before})')
    ok(len(pages) >= 3, f'{name}: it is refused, with 503 ({len(pages)} times, {at_fault - before} saves got through)')
    ok(any('nothing was saved' in t for t in pages), f'{name}: the page says that nothing was saved: {pages[:1]}')
    ok(any('What you typed is still here' in t for t in pages), f'{name}: and keeps what was typed')
    ok(not load.odd, f'{name}: and nobody gets anything else: {load.odd[:3]}')
    ok((ready, live) == (503, 200), f'{name}: /health/ready says so, /health/live goes on: {ready} {live}')
    ok(in_words in said(), f'{name}: the log says what it is: {said()[-300:]}')
    # What is in the way of saving is in the way of backups too, and they say it.
    mended()
    until = time.time() + 10
    while Client(port).ask('GET', '/health/ready')[0] != 200 and time.time() < until:
        time.sleep(0.1)
    ok(Client(port).ask('GET', '/health/ready')[0] == 200, f'{name}: mended, it is ready again by itself')
    again = Load(db, port)
    again.start()
    time.sleep(0.7)
    again.end()
    ok(again.count() > 5 and not again.refused and not again.odd, f'{name}: and saves: {again.count()} {again.odd[:2]}')
    lost = lost_drafts(port, load.drafts | again.drafts) + lost_sessions(port, load.sessions + again.sessions)
    p.terminate()
    if p.wait() != 0:
        lost.append('the server did not end in order')
    load.events += again.events
    load.papers += again.papers
    lost += unsound(program, db, load)
    ok(not lost, f'{name}: all that was acknowledged is there, nothing is half: {lost[:4]}')


# --- the disk ---------------------------------------------------------------------------------------------------------------

def ballast():
    """Fills the disk to the last page."""
    fd = os.open(disk + '/ballast', os.O_WRONLY | os.O_CREAT)
    for size in (65536, 4096):
        try:
            while os.write(fd, b'x' * size) == size:
                pass
        except OSError:
            pass
    os.close(fd)


def disk_full():
    db = disk + '/a.db' if kind == 'tmpfs' else folder + '/full.db'
    copy_area(db)
    if kind == 'tmpfs':
        walk('disk full', db, ballast, lambda: os.unlink(disk + '/ballast'), 'the disk is full')
    else:
        walk('disk full', db, lambda: fail('ENOSPC'), lambda: fail(''), 'the disk is full', shim(db))
    os.unlink(db)


def disk_backups():
    """A full disk takes no half of a backup, and a restore leaves nothing that looks like a database."""
    code, text = run(program, 'backup', '--db', area, '--out', folder + '/good.copy', '--seal-key', folder + '/seal.key')
    ok(code == 0, f'a backup with room: {text}')
    ballast()
    for flags in (['--unsealed'], ['--seal-key', folder + '/seal.key']):
        code, text = run(program, 'backup', '--db', area, '--out', disk + '/b.copy', *flags)
        ok(code == 1 and not [n for n in os.listdir(disk) if 'b.copy' in n], f'a backup to a full disk leaves nothing: {text} {os.listdir(disk)}')
        ok('full' in text or 'written' in text, f'and says it: {text}')
    code, text = run(program, 'restore', folder + '/good.copy', '--db', disk + '/r.db', '--seal-key', folder + '/seal.key')
    ok(code == 1 and not os.path.exists(disk + '/r.db'), f'a restore to a full disk leaves nothing: {text} {os.listdir(disk)}')
    os.unlink(disk + '/ballast')
    code, text = run(program, 'restore', folder + '/good.copy', '--db', disk + '/r.db', '--seal-key', folder + '/seal.key')
    ok(code == 0, f'with room it goes: {text}')
    os.unlink(disk + '/r.db')
    os.unlink(folder + '/good.copy')


def disk_fails():
    for what, in_words in (('EIO', 'the disk fails to read or write'), ('EROFS', ''), ('SYNC', 'the disk fails to read or write')):
        db = folder + '/fails.db'
        copy_area(db)
        walk(f'disk gives {what}', db, lambda: fail(what), lambda: fail(''), in_words, shim(db))


def disk_read_only():
    """From the start. Whoever may write everywhere (root) is held by a mount; else by the rights of the folder."""
    where = folder + '/ro'
    os.makedirs(where, exist_ok=True)
    copy_area(where + '/a.db')
    if kind == 'tmpfs':
        subprocess.run(['mount', '--bind', where, where], check=True)
        subprocess.run(['mount', '-o', 'remount,ro,bind', where], check=True)
    else:
        os.chmod(where + '/a.db', 0o400)
        os.chmod(where, 0o500)
    p, code = serve(program, where + '/a.db', '--confine', 'no', '--key-file', folder + '/other.key', log=open(folder + '/said', 'w'))
    if p:
        p.kill()
    ok(not p and code == 1 and 'may the disk only be read' in said(), f'a read-only disk: it does not start, and says why: {said()}')
    code, text = run(program, 'backup', '--db', where + '/a.db', '--out', folder + '/ro.copy', '--unsealed')
    ok(code == 1 or os.path.exists(folder + '/ro.copy'), f'a backup of it: {text}')
    if kind == 'tmpfs':
        subprocess.run(['umount', where], check=True)
    else:
        os.chmod(where, 0o700)
        os.chmod(where + '/a.db', 0o600)


# --- torn and damaged files ------------------------------------------------------------------------------------------------------

def loaded(db):
    """A database with a write-ahead log that was not moved yet, its server killed: (load)."""
    copy_area(db)
    p, port = begin(db)
    load = Load(db, port)
    load.start()
    time.sleep(1)
    p.send_signal(signal.SIGKILL)
    p.wait()
    load.end()
    return load


def cut(path, part):
    size = os.path.getsize(path)
    os.truncate(path, int(size * part))


def spoil(path, at, len=64):
    with open(path, 'r+b') as f:
        f.seek(at)
        old = f.read(len)
        f.seek(at)
        f.write(bytes(b ^ 0x5A for b in old))


def behind_what_is_in(db, at):
    """A place in the write-ahead log, `at` or later, in front of which everything stands in the database already or can be read
    again. A log that is damaged where only half of it was brought in is a damaged database: told_damaged."""
    with open(db + '-shm', 'rb') as f:
        f.seek(96)              # WalCkptInfo.nBackfill, behind the two copies of the header (SQLite's walformat)
        brought_in, = struct.unpack('=I', f.read(4))
    return max(at, 32 + brought_in * (24 + 4096))


def told_damaged(name, db):
    """Whatever stands of it, nobody is told that all is well: it does not start, or what meets the damage says so; and it makes
    no backup that would take the place of a good one."""
    p, port = serve(program, db, '--confine', 'no', '--quiet', 'yes', log=open(folder + '/said', 'w'))
    if p:
        code = Client(port).ask('GET', '/request')[0]
        ok(code in (200, 503), f'{name}: pages that meet no damage go on, others say it: {code}')
        p.terminate()
        ok(p.wait() in (0, 1), f'{name}: it ends in order')
    else:
        ok('damaged' in said() or 'no database' in said(), f'{name}: it does not start, and says why: {said()}')
    out = db + '.copy'
    code, text = run(program, 'backup', '--db', db, '--out', out, '--unsealed')
    ok(code == 1 and ('damaged' in text or 'no database' in text), f'{name}: no backup is made of it: {text}')
    ok(not os.path.exists(out), f'{name}: and nothing is left that looks like one')


def torn_files():
    db = folder + '/torn.db'
    # A log whose end is not whole: what is before the tear stands, nothing is half. Kept by the log of changes, what is behind too.
    load = loaded(db)
    size = os.path.getsize(db + '-wal')
    os.truncate(db + '-wal', behind_what_is_in(db, int(size * 0.7)))
    p, port = begin(db)
    ok(Client(port).ask('GET', '/health/ready')[0] == 200, 'a torn log: it starts')
    p.terminate()
    p.wait()
    load.events, load.papers = [], []
    wrong = unsound(program, db, load)
    ok(not wrong, f'a torn log: nothing is half: {wrong[:3]}')
    load = loaded(db)
    size = os.path.getsize(db + '-wal')
    spoil(db + '-wal', behind_what_is_in(db, size // 2), 4096)
    load.events, load.papers = [], []
    wrong = unsound(program, db, load)
    ok(not wrong, f'a garbled log: nothing is half, nothing of what is garbled is taken: {wrong[:3]}')
    copy_area(db)
    cut(db, 0.6)
    told_damaged('a truncated database', db)
    copy_area(db)
    spoil(db, 0, 100)
    told_damaged('a garbled head', db)
    copy_area(db)
    d = sqlite3.connect(db)
    root, = d.execute("select rootpage from sqlite_master where name = 'process'").fetchone()
    d.close()
    spoil(db, (root - 1) * 4096, 4096)
    told_damaged('a damaged page', db)
    p, port = begin(db)
    c = Client(port)
    try:
        c.sign_in('officer.knowsley@example.org')
        status, _, page = c.ask('GET', '/work')
        ok(status == 503 and 'damaged' in said(), f'a damaged page: who meets it is told, and the log says so: {status} {said()[-200:]}')
    except AssertionError as e:
        ok('503' in str(e) and 'damaged' in said(), f'a damaged page: who meets it is told: {e} {said()[-200:]}')
    p.terminate()
    p.wait()
    # A backup that was damaged on its way is not restored.
    code, text = run(program, 'backup', '--db', area, '--out', folder + '/way.copy', '--unsealed')
    ok(code == 0, f'a backup that will be damaged: {text}')
    spoil(folder + '/way.copy', (root - 1) * 4096, 4096)
    code, text = run(program, 'restore', folder + '/way.copy', '--db', folder + '/way.db')
    ok(code == 1 and 'damaged' in text and not os.path.exists(folder + '/way.db'), f'a damaged backup is not restored: {text}')
    os.unlink(folder + '/way.copy')


# --- the clock -------------------------------------------------------------------------------------------------------------------

def clock_back():
    """Set back by three hours under load, and by a day from one start to the next."""
    db, at = folder + '/clock.db', folder + '/offset'
    copy_area(db)
    library = subprocess.run(['sh', '-c', 'ls /usr/lib/*/faketime/libfaketimeMT.so.1'], capture_output=True, text=True).stdout.strip()
    if not ok(library, 'libfaketime is there (Debian: faketime)'):
        return
    env = os.environ | {'LD_PRELOAD': library, 'FAKETIME_TIMESTAMP_FILE': at, 'FAKETIME_NO_CACHE': '1', 'FAKETIME_DONT_FAKE_MONOTONIC': '1'}
    with open(at, 'w') as f:
        f.write('+0')
    p, port = begin(db, env=env)
    load = Load(db, port)
    load.start()
    time.sleep(0.8)
    before = load.count()
    with open(at, 'w') as f:
        f.write('-3h')
    time.sleep(1.2)
    after = load.count()
    load.end()
    ok(before > 5 and after > before + 5, f'saves go on when the clock is set back: {before}, {after}')
    ok(not load.refused and not load.odd, f'and nobody is refused: {load.odd[:2]}')
    lost = lost_drafts(port, load.drafts) + lost_sessions(port, load.sessions)
    ok(not lost, f'sessions and drafts of before hold: {lost[:3]}')
    p.terminate()
    ok(p.wait() == 0, 'and it ends in order')
    with open(at, 'w') as f:
        f.write('-26h')
    p, port = begin(db, env=env)
    c = Client(port)
    c.cookies = {'session': load.sessions[-1]}
    status = c.ask('GET', '/account')[0]
    ok(status in (200, 303), f'started a day earlier, a session of "tomorrow" is taken or asks to sign in again: {status}')
    again = Load(db, port)
    again.start()
    time.sleep(0.8)
    again.end()
    ok(again.count() > 5 and not again.refused and not again.odd, f'and it saves: {again.count()} {again.odd[:2]}')
    p.terminate()
    p.wait()
    load.events += again.events
    load.papers += again.papers
    wrong = unsound(program, db, load)
    ok(not wrong, f'all is there, the chain of the audit holds, nothing is half: {wrong[:3]}')


fill(program, area)
run(program, 'user', 'list', '--db', area)              # makes the key file, as the first start does
for _ in range(rounds):
    if os.path.exists(area + '-wal'):
        d = sqlite3.connect(area)
        d.execute('pragma wal_checkpoint(truncate)')
        d.close()
    disk_full()
    if kind == 'tmpfs':
        disk_backups()
    disk_fails()
    disk_read_only()
    torn_files()
    clock_back()
print(f'the full disk is {"a tmpfs of 64 MB" if kind == "tmpfs" else "a shim before the C library (no tmpfs may be mounted here)"}')
score.end()
