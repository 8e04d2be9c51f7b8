# SPDX-License-Identifier: AGPL-3.0-or-later
# tests/parts/upgrade.sh. Run: upgrade_ask.py PROGRAM FOLDER
import glob, os, re, sqlite3, sys

from client import Client, Score, run, serve
from load import look_up

program, folder = sys.argv[1], sys.argv[2]
score = Score()
ok = score.ok
files = sorted(glob.glob('sql/migrate/*.sql'))
newest = int(os.path.basename(files[-1])[:4])
# The words in braces of sql/migrate, as src/store/ddl.c has them for SQLite.
words = {'id': 'integer primary key', 'ref': 'int_ref', 'int': 'int_plain', 'day': 'int_day', 'ms': 'int_ms', 'flag': 'int_flag',
         'text': 'text', 'blob': 'blob', 'clustered': 'without rowid'}


def older(path, version):
    """A database as the program of that version left it, with something in it."""
    d = sqlite3.connect(path)
    d.execute('create table schema_version (version bigint not null primary key)')
    for f in files:
        if int(os.path.basename(f)[:4]) > version:
            break
        text = re.sub(r'--.*', '', open(f).read())
        d.executescript(re.sub(r"(?<!')\{(\w+)\}", lambda m: words[m[1]], text))
        d.execute('insert into schema_version values (?)', (int(os.path.basename(f)[:4]),))
    d.execute("insert into setting (name, value) values ('area', 'of before')")
    d.execute("insert into account (authority, email, name, password, made) values (341, 'kim@example.org', 'Kim', '-', 0)")
    d.commit()
    d.close()


def picture(path):
    tables = [n for n, in look_up(path, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
    return {t: sorted(map(repr, look_up(path, f'select * from "{t}"'))) for t in tables}


for version in (int(os.path.basename(f)[:4]) for f in (files[0], files[len(files) // 2], files[-2])):
    db = f'{folder}/{version}.db'
    older(db, version)
    before = picture(db)
    p, code = serve(program, db, log=open(folder + '/said', 'w'))
    text = open(folder + '/said').read()
    ok(not p and code == 1 and f'at version {version}' in text and 'waymark migrate' in text, f'version {version}: it does not start on what is older, and says what to do: {text}')
    code, text = run(program, 'migrate', '--db', db)
    ok(code == 1 and picture(db) == before and '--seal-key' in text and '--unsealed' in text and not glob.glob(f'{db}.version-*'),
       f'version {version}: without a word about the seal of the copy nothing is done: {text}')
    code, text = run(program, 'migrate', '--db', db, '--unsealed')
    copies = glob.glob(f'{db}.version-{version}.*')
    ok(code == 0 and f'from version {version} to version {newest}' in text, f'version {version}: it goes up: {text}')
    ok(len(copies) == 1 and copies[0] in text and 'go back' in text and 'not sealed' in text, f'version {version}: a copy was made first, and is named: {text}')
    ok(os.stat(copies[0]).st_mode & 0o77 == 0, 'for its owner alone')
    p, port = serve(program, db, '--quiet', 'yes', '--confine', 'no')
    ok(p and Client(port).ask('GET', '/health/ready')[0] == 200, f'version {version}: it is served then')
    p.terminate()
    p.wait()
    # Back: the program of before would refuse what is newer; into a new database comes what was.
    back = f'{folder}/back-{version}.db'
    code, text = run(program, 'restore', copies[0], '--db', back)
    ok(code == 0 and f'schema version {version}' in text, f'version {version}: the copy comes back: {text}')
    ok(picture(back) == before, f'version {version}: as it was, row by row')
    code, text = run(program, 'migrate', '--db', back, '--without-copy')
    ok(code == 0 and not glob.glob(back + '.version-*'), f'version {version}: and could go up again, without another copy: {text}')

# A sealed copy, and one that cannot be made: then nothing is changed.
db = folder + '/sealed.db'
older(db, 1)
code, text = run(program, 'migrate', '--db', db, '--unsealed', '--copy', '/no/such/folder/copy')
ok(code == 1 and look_up(db, 'select max(version) from schema_version') == [(1,)], f'no copy, no change: {text}')
code, text = run(program, 'migrate', '--db', db, '--copy', folder + '/sealed.copy', '--seal-key', folder + '/k')
ok(code == 0 and open(folder + '/sealed.copy', 'rb').read(15) == b'WAYMARK-VAULT-1' and ', sealed' in text, f'sealed: {text}')

# The older program and the newer database: whatever it is asked, it says the same and writes nothing.
with open(folder + '/people.csv', 'w') as f:
    f.write('given,family,born\nAnn,Kestrel,2015-01-05\n')
db = folder + '/newer.db'
run(program, 'migrate', '--db', db)
d = sqlite3.connect(db)
d.execute('insert into schema_version values (9999)')
d.commit()
d.close()
before = picture(db)
for words in (['serve', '--listen', '127.0.0.1:0'], ['migrate'], ['daily'], ['recompute'], ['demo'], ['audit', 'verify'], ['user', 'list'],
              ['import', 'people', folder + '/people.csv', '--authority', '341'], ['post', 'send'], ['backup', '--out', folder + '/newer.copy', '--unsealed']):
    code, text = run(program, *words, '--db', db)
    if words[0] == 'backup':            # a copy knows nothing of versions: it may always be made
        ok(code == 0, f'a backup of what is newer: {text}')
        continue
    ok(code == 1 and 'version 9999' in text and 'newer program' in text, f'{words[0]} refuses what a newer program made: {code} {text}')
ok(picture(db) == before, 'and nothing was written')
score.end()
