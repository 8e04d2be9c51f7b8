# SPDX-License-Identifier: AGPL-3.0-or-later
# A real OpenID Connect provider for tests (glewlwyd): makes its database, sets it up over its own API.
#   provider.py database FILE        provider.py setup BASE RETURN_ADDRESS        provider.py rotate BASE
#   provider.py groups BASE NAME...  what the user's token says from now on
import json, sqlite3, subprocess, sys, urllib.error, urllib.request

USER, PASSWORD, SECRET = 'work.user', 'pass-word-1', 'client-secret'
cookie = None


def call(method, base, path, body=None):
    global cookie
    headers = {'Content-Type': 'application/json'}
    if cookie:
        headers['Cookie'] = cookie
    data = None if body is None else json.dumps(body).encode()
    try:
        reply = urllib.request.urlopen(urllib.request.Request(base + '/api' + path, method=method, data=data, headers=headers))
    except urllib.error.HTTPError as e:
        sys.exit(f'{method} {path}: {e.code} {e.read().decode()[:500]}')
    if not cookie and reply.headers.get('Set-Cookie'):
        cookie = reply.headers['Set-Cookie'].split(';')[0]
    text = reply.read().decode()
    return json.loads(text) if text else None


def plugin(base, kid):
    key = subprocess.run(['openssl', 'genrsa', '2048'], capture_output=True, text=True, check=True).stdout
    public = subprocess.run(['openssl', 'rsa', '-pubout'], input=key, capture_output=True, text=True, check=True).stdout
    return {'module': 'oidc', 'name': 'oidc', 'display_name': 'OIDC', 'parameters': {
        'iss': base + '/api/oidc', 'jwt-type': 'rsa', 'jwt-key-size': '256', 'key': key, 'cert': public, 'default-kid': kid,
        'access-token-duration': 3600, 'refresh-token-duration': 3600, 'code-duration': 600, 'refresh-token-rolling': True,
        'allow-non-oidc': False, 'auth-type-code-enabled': True, 'auth-type-token-enabled': False,
        'auth-type-id-token-enabled': False, 'auth-type-none-enabled': False, 'auth-type-password-enabled': False,
        'auth-type-client-enabled': False, 'auth-type-refresh-enabled': True, 'pkce-allowed': True,
        'pkce-method-plain-allowed': False, 'pkce-required': True, 'name-claim': 'mandatory', 'name-claim-scope': [],
        'email-claim': 'mandatory', 'email-claim-scope': [], 'scope-claim': 'no', 'address-claim': {'type': 'no'},
        'claims': [{'name': 'groups', 'user-property': 'groups', 'type': 'string', 'mandatory': True, 'scope': []},
                   {'name': 'email_verified', 'user-property': 'verified', 'type': 'boolean', 'boolean-value-true': '1',
                    'boolean-value-false': '0', 'mandatory': True, 'scope': []}],
        'subject-type': 'public', 'jwks-show': True, 'oauth-dpop-allowed': False, 'service-documentation': '',
        'op-policy-uri': '', 'op-tos-uri': '', 'client-register-allowed': False, 'session-management-allowed': False,
        'introspection-revocation-allowed': False, 'request-parameter-allow': False,
        'scope': [{'name': 'openid', 'refresh-token-rolling': False}], 'additional-parameters': []}}


def user(groups):
    return {'username': USER, 'name': 'Work User', 'email': 'work.user@example.org', 'password': PASSWORD, 'enabled': True,
            'scope': ['openid', 'g_profile'], 'groups': groups, 'verified': '1'}


def admin(base):
    call('POST', base, '/auth/', {'username': 'admin', 'password': 'password'})


what, args = sys.argv[1], sys.argv[2:]
if what == 'database':
    db = sqlite3.connect(args[0])
    db.executescript(open('/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3').read())
    db.commit()
elif what == 'setup':
    base, back = args
    admin(base)
    module = next(m for m in call('GET', base, '/mod/user/') if m['name'] == 'database')
    hidden = {'read': True, 'write': True, 'profile-read': False, 'profile-write': False}
    module['parameters'] = {'use-glewlwyd-connection': True, 'data-format': {'groups': {'multiple': True, **hidden},
                                                                            'verified': {'multiple': False, **hidden}}}
    call('PUT', base, '/mod/user/database', module)
    call('PUT', base, '/mod/user/database/reset/', {})
    call('POST', base, '/mod/plugin/', plugin(base, 'first'))
    call('POST', base, '/client/', {
        'client_id': 'waymark', 'name': 'Waymark', 'enabled': True, 'confidential': True, 'password': SECRET,
        'client_secret': SECRET, 'redirect_uri': [back], 'authorization_type': ['code'], 'scope': [],
        'token_endpoint_auth_method': ['client_secret_basic']})
    call('POST', base, '/user/', user(['send-officers']))
elif what == 'groups':
    admin(args[0])
    call('PUT', args[0], '/user/' + USER, user(args[1:]))
elif what == 'rotate':
    admin(args[0])
    call('PUT', args[0], '/mod/plugin/oidc', plugin(args[0], 'second'))
    call('PUT', args[0], '/mod/plugin/oidc/reset/', {})
