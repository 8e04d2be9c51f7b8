# SPDX-License-Identifier: AGPL-3.0-or-later
# A browser without a screen, for the parts of the tests and the measures: it keeps its cookies, finds the token of a form and
# sends what people send. And the program started and stopped. Knows nothing of what is tested.
import http.client, re, subprocess, sys, urllib.parse

PASSWORD = 'waymark-demo'       # of every account of the demonstration area


class Client:
    def __init__(self, port, timeout=30):
        self.c, self.cookies = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout), {}

    def ask(self, method, path, fields=None, files=()):
        """Status, Location, text. `files`: (field, name, bytes) each; then the body is of parts."""
        headers = {'Cookie': '; '.join(f'{k}={v}' for k, v in self.cookies.items())} if self.cookies else {}
        body = None
        if method == 'POST':
            headers['Sec-Fetch-Site'] = 'same-origin'      # as browsers say it
        if fields is not None and files:
            headers['Content-Type'], body = 'multipart/form-data; boundary=waymark-test', parts(fields, files)
        elif fields is not None:
            headers['Content-Type'], body = 'application/x-www-form-urlencoded', urllib.parse.urlencode(fields)
        self.c.request(method, path, body, headers)
        r = self.c.getresponse()
        text = r.read().decode(errors='replace')
        for name, value in r.getheaders():
            if name.lower() == 'set-cookie':
                key, rest = value.split('=', 1)
                self.cookies[key] = rest.split(';')[0]
        return r.status, r.getheader('Location') or '', text

    def fields(self, path):
        """What the last form of a page sends when nothing is typed: its token, the version of the case, the day."""
        status, _, text = self.ask('GET', path)
        if status != 200:
            raise AssertionError(f'{path}: {status}')
        form = text.rsplit('<form', 1)[1]
        return dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))

    def csrf(self, path):
        """The token of a page's form, "" when it has none."""
        m = re.search(r'name="csrf" value="([^"]+)"', self.ask('GET', path)[2])
        return m[1] if m else ''

    def sign_in(self, email):
        """The cookie of the session, as a header has it."""
        status, where, _ = self.ask('POST', '/sign-in', {'csrf': self.csrf('/sign-in'), 'email': email, 'password': PASSWORD})
        if status != 303:
            raise AssertionError(f'{email} cannot sign in: {status}')
        return f'session={self.cookies["session"]}'


def parts(fields, files):
    out = b''
    for name, value in fields.items():
        out += f'--waymark-test\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for field, name, data in files:
        out += (f'--waymark-test\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                'Content-Type: application/octet-stream\r\n\r\n').encode() + data + b'\r\n'
    return out + b'--waymark-test--\r\n'


def serve(program, db, *flags, log=subprocess.DEVNULL, before=(), env=None):
    """The server on a free port, ready: (process, port). `before`: words in front of the program (faketime). None and what
    it said when it does not start."""
    p = subprocess.Popen([*before, program, 'serve', '--db', db, '--listen', '127.0.0.1:0', '--second-factor', 'optional', *flags],
                         stdout=subprocess.PIPE, stderr=log, text=True, env=env)
    for line in p.stdout:
        if (m := re.search(r'answers at http://[0-9.]+:(\d+)', line)):
            return p, int(m[1])
    p.wait()
    return None, p.returncode


def run(program, *words):
    """Exit status and all that it said."""
    p = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return p.returncode, p.stdout


class Score:
    """Counts what held; `end` says it as tests/run.sh reads it."""
    passed = failed = 0

    def ok(self, held, words):
        if held:
            self.passed += 1
        else:
            self.failed += 1
            print(f'FAILED {words}', flush=True)
        return bool(held)

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(self.failed > 0)
