# SPDX-License-Identifier: AGPL-3.0-or-later
# What tests/parts/access.sh asks: access_walk.py prepare FOLDER (personas and tokens into the database), then
# access_walk.py walk FOLDER HOST:PORT PROGRAM.
import csv, hashlib, http.client, json, re, subprocess, sys, time, urllib.parse, sqlite3

folder = sys.argv[2]
HERE, AWAY = 341, 344
COOKIE = 'f' * 43               # of a visitor's forms


def keyed(text):
    with open(f'{folder}/key', 'rb') as f:
        return hashlib.blake2b(text.encode(), digest_size=32, key=f.read()).hexdigest()


# --- the case, and everybody who stands to it in some way --------------------------------------------------------------

def prepare():
    db = sqlite3.connect(f'{folder}/a.db')
    one = lambda sql, *args: db.execute(sql, args).fetchone()
    now = int(time.time() * 1000)
    ref, case, person, school = one("""select p.reference, p.id, p.person_id, a.organisation_id from process p
        join plan l on l.process_id = p.id and l.state = 'draft'
        join ask a on a.process_id = p.id and a.kind = 'consultation' and a.answered is null
        join ask e on e.process_id = p.id and e.subject = 'advice-ep' and e.answered is not null
        where p.authority = ? and p.pathway = 'NA' and p.is_open = 1
          and not exists (select 1 from relation r where r.person_id = p.person_id and r.account_id is not null)
        order by p.id""", HERE)
    roll = one("select organisation_id from membership where role = 'school' and authority = ?", HERE)[0]
    panel = one("select id from panel where authority = ? order by day desc", HERE)[0]
    assert roll != school
    other = one("""select p.id, p.reference from process p where p.authority = ? and p.is_open = 1 and p.person_id <> ?
        and p.school_id <> ? order by p.id""", HERE, person, roll)
    db.execute('update person set school_id = ?, born = ? where id = ?', (roll, now // 86400000 - 9 * 365, person))
    db.execute('update process set school_id = ?, panel_id = ? where id = ?', (roll, panel, case))
    pair = db.execute("""insert into person_pair (left_id, right_id, authority, answer, levels, millibits, ppm, asked)
        select min(id), max(id), authority, 'open', '', 0, 0, 0 from person where authority = ?""", (HERE,)).lastrowid \
        if not one('select id from person_pair where authority = ?', HERE) else one(
            'select id from person_pair where authority = ?', HERE)[0]

    personas = []

    def persona(name, roles, relations='', asked=(), account=None):
        name = name.replace(' ', '-')
        if account is None:
            account = db.execute("""insert into account (authority, email, name, password, made) values (?, ?, ?, '-', 0)""",
                                 (HERE, f'{name}@walk.example.org', name)).lastrowid
        db.execute('insert into session (token_hash, account_id, csrf, made, seen, is_full, proved) values (?, ?, ?, ?, ?, 1, ?)',
                   (keyed(f'session:{name}'), account, f'csrf-{name}', now, now, now))
        personas.append({'name': name, 'roles': roles, 'relations': relations.split(), 'asked': list(asked), 'account': account})
        return account

    def staff(role, authority=HERE, skip=0):
        return one("""select m.account_id from membership m where m.role = ? and m.authority = ?
            and m.account_id not in (select coalesce(officer_id, 0) from process where id = ?)
            order by m.account_id limit 1 offset ?""", role, authority, case, skip)[0]

    def team(subject):
        return one("""select m.account_id from membership m join ask a on a.organisation_id = m.organisation_id
            where a.process_id = ? and a.subject = ? and m.role = 'adviser'""", case, subject)[0]

    def made(name, role, relations='', authority=HERE, organisation=None, asked=()):
        account = persona(name, [role], relations, asked)
        db.execute('insert into membership (account_id, role, authority, organisation_id) values (?, ?, ?, ?)',
                   (account, role, authority, organisation))

    def relative(name, kind, role, child, ended=None, relations=''):
        account = persona(name, [role], relations)
        db.execute('insert into relation (person_id, kind, account_id, name, since, ended) values (?, ?, ?, ?, 10000, ?)',
                   (child, kind, account, name, ended))

    away = one('select person_id from process where id = ?', other[0])[0]
    persona('officer', ['case_officer'], 'same_authority', account=staff('case_officer'))
    persona('officer away', ['case_officer'], account=staff('case_officer', AWAY))
    persona('manager', ['manager'], 'same_authority', account=staff('manager'))
    persona('manager away', ['manager'], account=staff('manager', AWAY))
    persona('panel', ['panel_member'], 'same_authority at_panel', account=staff('panel_member'))
    persona('panel away', ['panel_member'], account=staff('panel_member', AWAY))
    persona('psychologist', ['adviser'], 'same_authority asked', ['advice-ep'], account=team('advice-ep'))
    persona('health', ['adviser'], 'same_authority asked', ['advice-health'], account=team('advice-health'))
    persona('psychologist away', ['adviser'], account=staff('adviser', AWAY))
    persona('school of the roll', ['school'], 'same_authority on_roll', account=staff('school'))
    persona('school away', ['school'], account=staff('school', AWAY))
    made('school asked', 'school', 'same_authority asked', HERE, school, [f'setting-{school}', 'advice-education'] if one(
        "select 1 from ask where process_id = ? and subject = 'advice-education' and organisation_id = ?", case, school)
        else [f'setting-{school}'])
    persona('analyst', ['analyst'], 'same_authority', account=staff('analyst'))
    persona('administrator', ['administrator'], 'same_authority', account=staff('administrator'))
    made('data protection officer', 'data_protection', 'same_authority')
    made('advice service', 'independent_adviser', 'same_authority consented')
    made('advice service away', 'independent_adviser', authority=AWAY)
    db.execute("insert into consent (person_id, kind, note, account_id, since) values (?, 'advice_service', '-', 1, 10000)", (person,))
    in_emergency = staff('case_officer', AWAY, 1)
    persona('officer in emergency', ['case_officer'], 'emergency', account=in_emergency)
    db.execute("insert into glass (process_id, account_id, reason, begun, until) values (?, ?, '-', ?, ?)",
               (case, in_emergency, now, now + 10**9))
    persona('officer after emergency', ['case_officer'], account=staff('case_officer', AWAY, 2))
    db.execute("insert into glass (process_id, account_id, reason, begun, until) values (?, ?, '-', ?, ?)",
               (case, staff('case_officer', AWAY, 2), 0, 1))
    relative('parent', 'parent', 'family', person, relations='parent')
    relative('parent of another', 'parent', 'family', away)
    relative('parent no longer', 'parent', 'family', person, ended=10001)
    relative('young person', 'self', 'young_person', person, relations='self')
    relative('another young person', 'self', 'young_person', away)
    open_ask, ask_doc = one("""select a.process_id, d.id from ask a join process p on p.id = a.process_id
        join document d on d.process_id = p.id and d.kind = 'request-evidence'
        where p.authority = ? and p.is_open = 1 and a.subject = 'advice-ep' and a.answered is null order by p.id""", HERE)
    for name, kind, process, subject, expires in (
            ('LINK', 'family', case, '', None), ('LINK-of-another', 'family', other[0], '', None),
            ('LINK-expired', 'family', case, '', now - 1000), ('ASK', 'adviser', open_ask, 'advice-ep', now + 10**9),
            ('ASK-expired', 'adviser', open_ask, 'advice-ep', now - 1000)):
        db.execute('insert into link (token_hash, kind, process_id, subject, made, expires) values (?, ?, ?, ?, 0, ?)',
                   (keyed(f'link:{name}'), kind, process, subject, expires))
    doc = one("select id from document where process_id = ? and kind = 'request-evidence'", case)[0]
    advice = one("select id from document where process_id = ? and kind = 'advice' and subject = 'advice-ep'", case)[0]
    letter = one("select document_id from letter where process_id = ? and letter = 'na-draft'", case)[0]
    plan = one("select version from plan where process_id = ?", case)[0]
    fills = {'REF': ref, 'PANEL': panel, 'PAIR': pair, 'SETTING': f'setting-{school}', 'DOC': doc, 'PAPER': ask_doc, 'ADVICE': advice,
             'LETTER': letter, 'PLAN': plan, 'ACCOUNT': staff('case_officer', HERE, 1)}
    db.execute('insert into session (token_hash, account_id, csrf, made, seen, is_full, proved) values (?, ?, ?, ?, ?, 0, ?)',
               (keyed('session:half'), staff('case_officer'), 'csrf-half', now, now, now))
    db.commit()
    with open(f'{folder}/walk.json', 'w') as f:
        json.dump({'personas': personas, 'fills': {k: str(v) for k, v in fills.items()}}, f)


# --- asking ------------------------------------------------------------------------------------------------------------

class Client:
    def __init__(self, where, session=None, csrf=None):
        self.where, self.session = where, session
        self.csrf = csrf or keyed(f'form:{COOKIE}')
        self.wire = http.client.HTTPConnection(where, timeout=60)

    def ask(self, method, path, fields=()):
        headers = {'Cookie': f'form={COOKIE}' + (f'; session={self.session}' if self.session else '')}
        body = None
        if method == 'POST':
            headers['Content-Type'] = 'application/x-www-form-urlencoded'
            body = urllib.parse.urlencode([('csrf', self.csrf), *fields])
        try:
            self.wire.request(method, path, body, headers)
            reply = self.wire.getresponse()
        except (http.client.HTTPException, ConnectionError):
            self.wire = http.client.HTTPConnection(self.where, timeout=60)
            self.wire.request(method, path, body, headers)
            reply = self.wire.getresponse()
        text = reply.read()
        return reply.status, reply.getheader('Location') or '', text.decode('utf-8', 'replace')


# --- what the matrix says ----------------------------------------------------------------------------------------------

class Matrix:
    def __init__(self):
        with open(f'{folder}/matrix.csv', newline='') as f:
            self.lines = [(r['role'], set(r['relations'].replace('always', '').split()), r['verb'], r['what'])
                          for r in csv.DictReader(f)]

    def allows(self, persona, verb, what, also):
        relations = set(persona['relations']) | {a for a in also.split() if not a.startswith('of:')}
        for subject in (a[3:] for a in also.split() if a.startswith('of:')):
            if subject in persona['asked']:
                relations.add('asked_this')
            else:
                relations -= {'asked', 'on_roll'}
        return any((role in persona['roles'] or role == 'public') and needs <= relations and v == verb and
                   (w == what or w.endswith('.*') and what.startswith(w[:-1]))
                   for role, needs, v, w in self.lines)

    def allows_all(self, persona, asks, also):
        only = re.match(r'roles ([a-z_ ]+): *', asks)
        if only and not set(persona['roles']) & set(only[1].split()):
            return False
        questions = (only.string[only.end():] if only else asks).split('&')
        # What belongs to an ask or was released is asked of the last thing only; the case itself as it is.
        return all(any(self.allows(persona, *either.split(), also if i == len(questions) - 1 else '') for either in q.split('|'))
                   for i, q in enumerate(questions))


passed = failed = 0


def ok(good, words):
    global passed, failed
    passed += bool(good)
    failed += not good
    if not good:
        print('FAILED', words)


def filled(text, fills):
    return re.sub(r'\b[A-Z]{3,}\b', lambda m: fills.get(m[0], m[0]), text)


def is_in(status, location):
    return status != 404 and not (status == 303 and location.startswith('/sign-in')) and status not in (419, 403) and status < 500


def walk_tokens(where, method, row, fills):
    """Pages that a private address opens: its own, not another kind's, another case's, or one that has run out."""
    right = 'LINK' if row['asks'] == 'family' else 'ASK'
    wrong = ['LINK-of-another'] if re.search('LETTER|DOC', row['fill']) else []
    wrong += ['LINK-expired', 'ASK', 'x' * 43] if right == 'LINK' else ['ASK-expired', 'LINK', 'x' * 43]
    nobody = Client(where)
    for token in [right, *wrong]:
        address = filled(row['fill'].replace(right, '\0'), fills).replace('\0', token)
        status, location, _ = nobody.ask(method, address)
        ok(is_in(status, location) == (token == right), f'{method} {row["fill"]} with {token}: {status} {location}')


def walk_routes(where, walk, clients, matrix):
    with open('tests/cases/access/routes.csv', newline='') as f:
        rows = list(csv.DictReader(line for line in f if not line.startswith('#')))
    with open(f'{folder}/routes.csv', newline='') as f:
        pages = list(csv.DictReader(f))
    for page in pages:
        ok(any((r['method'], r['path']) == (page['method'], page['path']) for r in rows),
           f'the page {page["method"]} {page["path"]} has no row in tests/cases/access/routes.csv: say there what it asks of the rule')
    for row in rows:
        method, asks = row['method'], row['asks']
        ok(any((row['method'], row['path']) == (p['method'], p['path']) for p in pages), f'{method} {row["path"]}: no such page')
        if asks.startswith('skip '):
            continue
        at_most = asks.startswith('at-most ')
        asks = asks.removeprefix('at-most ')
        if asks in ('family', 'asked'):
            walk_tokens(where, method, row, walk['fills'])
            continue
        for persona in [*walk['personas'], {'name': 'nobody', 'roles': [], 'relations': [], 'asked': []},
                        {'name': 'half', 'roles': [], 'relations': [], 'asked': []}]:
            is_account = persona['name'] not in ('nobody', 'half')
            want = bool(asks == 'public' or (is_account if asks == 'account' else set(persona['roles']) - {'family', 'young_person'} if asks == 'staff' else persona['name'] == 'half' if asks == 'half' else
                    is_account and matrix.allows_all(persona, filled(asks, walk['fills']), filled(row['also'], walk['fills']))))
            status, location, _ = clients[persona['name']].ask(method, filled(row['fill'], walk['fills']))
            got = is_in(status, location) and not (asks == 'half' and location == '/home')
            ok(got == want or at_most and want, f'{method} {row["fill"]} as {persona["name"]}: {"may" if want else "may not"}, got {status} {location}')
            # Not "forbidden": who may not is told nothing of what there is. Who is not signed in is led to do so.
            if not want and asks != 'half':
                ok(status == 404 or not is_account and status in (303, 403), f'{method} {row["fill"]} as {persona["name"]}: not found, got {status}')


# --- lists, counts and exports -------------------------------------------------------------------------------------------

def references(client, path, column='Reference'):
    status, _, text = client.ask('GET', path)
    if status != 200:
        return None
    rows = list(csv.DictReader(text.lstrip('\ufeff').splitlines()))
    name = next((c for c in (rows[0] if rows else {}) if c.lower() == column.lower()), None)
    return [r[name] for r in rows] if name else [r for r in rows]


def walk_lists(where, walk, clients):
    db = sqlite3.connect(f'{folder}/a.db')
    every = {r: a for r, a in db.execute('select reference, authority from process')}
    for persona in walk['personas']:
        client, name = clients[persona['name']], persona['name']
        opened = {}

        def opens(ref, ask=None):
            path = f'/asks/{ref}/{ask}' if ask else f'/cases/{ref}'
            if path not in opened:
                opened[path] = client.ask('GET', path)[0] == 200
            return opened[path]

        # Whoever has no list is told nothing by a search either.
        for path in ('/work.csv', '/work.csv?closed=yes', '/school.csv', '/figures/open_now/cases.csv?authority=341',
                     '/figures/plans_20_weeks/cases.csv?authority=341', f'/work.csv?search={walk["fills"]["REF"]}'):
            listed = references(client, path)
            if listed is None:
                continue
            shut = [r for r in listed[:60] if r not in every or not opens(r)]
            ok(not shut, f'{path} as {name}: lists {len(shut)} that do not open, as {shut[:2]}')
        # The list is the whole of what may be opened and listed, and its number is what is shown.
        status, _, text = client.ask('GET', '/work')
        if status == 200:
            listed = references(client, '/work.csv')
            shown = re.search(r'Showing [\d,]+ to [\d,]+ of ([\d,]+)', re.sub(r'<[^>]+>', ' ', text))
            ok(shown and int(shown[1].replace(',', '')) == len(listed), f'/work as {name}: says {shown and shown[0]}, exports {len(listed)}')
            away = [r for r, a in every.items() if a != (AWAY if name.endswith('-away') else HERE)][:20]
            ok(not any(opens(r) for r in away), f'/work as {name}: opens what is not in the list')
            found = [references(client, f'/work.csv?search={r}') for r in away[:5]]
            ok(not any(found), f'/work as {name}: a search finds a case of another council')
        # Counts on the first page are those of the lists behind them.
        _, _, home = client.ask('GET', '/home')
        for href, number in re.findall(r'task-list__link" href="(/work[^"]*)">(?:(?!</li>).)*?<strong[^>]*>([\d,]+)</strong>', home, re.S):
            listed = references(client, re.sub('^/work', '/work.csv', href.replace('&amp;', '&')))
            ok(listed is not None and len(listed) == int(number.replace(',', '')), f'{href} as {name}: says {number}, lists {listed and len(listed)}')
        asks = references(client, '/inbox.csv?state=all', 'no such column')
        for row in asks or []:
            ref = next((v for v in row.values() if v in every), None)
            subjects = [s for (s,) in db.execute("""select a.subject from ask a join process p on p.id = a.process_id
                join membership m on m.organisation_id = a.organisation_id where p.reference = ? and m.account_id = ?""",
                (ref, persona['account']))]
            ok(ref and subjects and any(opens(ref, s) for s in subjects), f'/inbox as {name}: lists {ref} that does not open')


# --- who was shown ---------------------------------------------------------------------------------------------------------

def walk_shown(where, walk, clients, program):
    """A list that shows a child is found by the child, in the page that the family reads, and the chain holds."""
    db = sqlite3.connect(f'{folder}/a.db')
    (person,) = db.execute('select person_id from process where reference = ?', (walk['fills']['REF'],)).fetchone()
    whats = {w for (w,) in db.execute("""select distinct u.what from audit_shown s join audit u on u.id = s.audit_id
        where s.person_id = ?""", (person,))}
    ok({'list.work', 'list.school', 'list.inbox', 'list.panels', 'figures.cases'} <= whats, f'lists that showed the child: {sorted(whats)}')
    _, _, seen = clients['parent'].ask('GET', f'/my/{walk["fills"]["REF"]}/seen')
    ok('saw your name in a list' in seen, 'the family reads who saw the name in a list')
    _, _, audit = clients['officer'].ask('GET', f'/cases/{walk["fills"]["REF"]}/audit')
    ok('list.work' in audit or 'work list' in audit.lower(), 'the audit of the case has the lists that showed it')
    proof = subprocess.run([program, 'audit', 'verify', '--db', f'{folder}/a.db'], capture_output=True, text=True)
    ok(proof.returncode == 0, f'audit verify: {proof.stdout} {proof.stderr}')
    ref = walk['fills']['REF']
    for email, status in ((f'officer.liverpool@example.org', 0), ('officer.wirral@example.org', 1)):
        for thing in ([ref], ['case', '--case', ref]):
            why = subprocess.run([program, 'access', 'why', email, 'view', *thing, '--db', f'{folder}/a.db'],
                                 capture_output=True, text=True)
            ok(why.returncode == status and ('Yes, by officer-case' in why.stdout if status == 0 else
               'lacks same_authority' in why.stdout), f'access why {email} view {thing}: {why.stdout}{why.stderr}')


def walk_log():
    """Thousands of pages about people were asked for, by everybody: the log has a line for each and nobody in it."""
    db = sqlite3.connect(f'{folder}/a.db')
    with open(f'{folder}/log') as f:
        log = f.read()
    said = set(re.findall(r"[\w.@'-]+", log))
    about = {'family names': 'select family from person', 'references': 'select reference from process',
             'mail addresses': "select email from account union select email from relation where email <> ''",
             'numbers': "select upn from person where upn <> '' union select nhs_number from person where nhs_number <> ''",
             'postcodes': "select replace(postcode, ' ', '') from person where postcode <> ''",
             'names of accounts': 'select name from account', 'papers': 'select name from document'}
    ok(log.count('\n') > 5000, f'the log has {log.count(chr(10))} lines')
    for words, query in about.items():
        found = [w for (w,) in db.execute(query) if w and (w in said or (' ' in w and w in log))]
        ok(not found, f'{words} in the log: {found[:5]}')


if sys.argv[1] == 'prepare':
    prepare()
else:
    with open(f'{folder}/walk.json') as f:
        walk = json.load(f)
    where = sys.argv[3]
    clients = {p['name']: Client(where, p['name'], f'csrf-{p["name"]}') for p in walk['personas']}
    clients['nobody'] = Client(where)
    clients['half'] = Client(where, 'half', 'csrf-half')
    matrix = Matrix()
    walk_routes(where, walk, clients, matrix)
    walk_lists(where, walk, clients)
    walk_shown(where, walk, clients, sys.argv[4])
    walk_log()
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)
