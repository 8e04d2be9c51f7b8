// SPDX-License-Identifier: AGPL-3.0-or-later
// Getting in and out: password, phone, recovery codes, everywhere at once; with and without script.
import { execFileSync } from 'node:child_process';

export const name = 'Signing in, a phone as second lock, recovery codes, signing out everywhere';

const officer = 'officer4.knowsley@example.org';
const code = (secret, seconds = 0) => execFileSync('oathtool', ['--totp', '-b', `--now=@${Math.floor(Date.now() / 1000) + seconds}`, secret]).toString().trim();

async function enter(t, email, password, options) {
  await t.open(options);
  await t.go('/sign-in');
  await t.page.fill('input#email', email);
  await t.page.fill('input#password', password);
  await t.press('form:has(#email) button[type=submit]');
}

async function type(t, value) {
  await t.page.fill('input#code', value);
  await t.press('form:has(#code) button[type=submit]');
}

export async function run(t) {
  for (const script of [true, false]) {
    const how = script ? '' : '-plain';
    await t.open({ script });
    await t.go('/sign-in');
    await t.expectText('Invented people you can be', 'Imran Fairhurst', 'case officer in Knowsley');
    await t.check('sign-in' + how);
    await t.page.fill('input#email', officer);
    await t.page.fill('input#password', 'not the password');
    await t.press('form:has(#email) button[type=submit]');
    await t.expectText('The email address or the password is not right');
    t.ok((await t.page.title()).startsWith('Error'), 'the title says that there is a problem');
    t.ok(await t.page.inputValue('input#email') === officer, 'the address is kept, the password is not');
    t.ok(await t.page.inputValue('input#password') === '', 'the password is not sent back');
    await t.check('sign-in-wrong' + how);
  }

  // one press signs in as an invented user
  await t.open({ script: false });
  await t.go('/sign-in');
  await t.press('tr:has-text("Imran Fairhurst") button');
  await t.expectText('What is waiting for you', 'Imran Fairhurst');
  await t.press('header button:has-text("Sign out")');
  await t.expectText('You are signed out');
  await t.go('/account');
  t.ok(t.page.url().includes('/sign-in?next='), 'afterwards the account asks for a password');
  await t.page.fill('input#email', officer);
  await t.page.fill('input#password', t.password);
  await t.press('form:has(#email) button[type=submit]');
  t.ok(t.page.url().endsWith('/account'), 'who signs in comes back to the page that was asked for');
  await t.check('account');

  // an address of somebody else is never gone to
  for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    await t.open();
    await t.go(`/sign-in?next=${encodeURIComponent(next)}`);
    await t.page.fill('input#email', officer);
    await t.page.fill('input#password', t.password);
    await t.press('form:has(#email) button[type=submit]');
    t.ok(t.page.url() === `${t.base}/home`, `${next} is not gone to`);
  }

  // a phone is set up, with the text of the key
  await t.go('/account');
  await t.press('a:has-text("Set up your phone")');
  t.ok(await t.page.locator('svg.app-qr path').count() === 1, 'the picture is there');
  await t.check('enrol');
  const secret = (await t.page.innerText('#key')).replace(/\s/g, '');
  t.ok(/^[A-Z2-7]{32}$/.test(secret), 'the key is base32');
  await type(t, '000000');
  await t.expectText('That code does not fit');
  t.ok((await t.page.innerText('#key')).replace(/\s/g, '') === secret, 'the same key is shown after a wrong code');
  await t.check('enrol-wrong');
  await type(t, code(secret));
  await t.expectText('Your phone is set up', 'Recovery codes');
  await t.check('recovery');
  await t.press('main button[type=submit]');
  await t.expectText('Each of these works once');
  await t.check('recovery-made');
  const codes = await t.page.locator('.app-codes code').allInnerTexts();
  t.ok(codes.length === 10 && new Set(codes).size === 10, 'there are ten different codes');
  await t.press('text=I have kept them');
  await t.expectText('Codes that you have left: 10');
  const first = t.page;

  // from now on the code is asked for
  for (const script of [true, false]) {
    await enter(t, officer, t.password, { script });
    t.ok(t.page.url().endsWith('/sign-in/code'), 'the code is asked for');
    await t.check('code' + (script ? '' : '-plain'));
    await t.go('/work');
    t.ok(t.page.url().includes('/sign-in/code'), 'half a sign-in opens no page');
    await type(t, '123 456');
    await t.expectText('That code is not right');
    await t.check('code-wrong' + (script ? '' : '-plain'));
    await type(t, codes[script ? 0 : 1].toUpperCase());
    await t.expectText('What is waiting for you');
  }
  await enter(t, officer, t.password);
  await type(t, codes[0]);
  await t.expectText('it was used before');
  await type(t, code(secret, 30));
  await t.expectText('What is waiting for you');
  await t.go('/account');
  await t.expectText('Codes that you have left: 8', 'Signed in with a recovery code', 'A wrong code was entered');

  // a quarter of an hour later the password is asked for once more, before a list is taken out and before a form counts
  t.sql('update session set proved = proved - 901000');
  await t.go('/account/calendar');
  await t.press('main button[type=submit]');
  await t.expectText('Is it you?');
  await t.check('prove');
  await t.page.fill('#proof', 'not the password');
  await t.press('main button[type=submit]');
  await t.expectText('This is not your password');
  await t.check('prove-wrong');
  await t.page.fill('#proof', t.password);
  await t.press('main button[type=submit]');
  await t.expectText('.ics');
  t.sql('update session set proved = proved - 901000');
  await t.go('/account/factor');
  const other = (await t.page.innerText('#key')).replace(/\s/g, '');
  await type(t, code(other));
  await t.expectText('Is it you?');
  await t.page.fill('#proof', t.password);
  await t.press('main button[type=submit]');
  await t.expectText('Your phone is set up');
  t.sql('update session set proved = proved - 901000');
  await t.go('/work.csv');
  await t.expectText('Is it you?');
  await t.page.fill('#proof', t.password);
  const [list] = await Promise.all([t.page.waitForEvent('download'), t.page.click('main button[type=submit]')]);
  t.ok(list.suggestedFilename().endsWith('.csv'), 'the list comes after the password');
  await t.go('/account');
  await t.expectText('The password was typed once more');

  // everywhere at once
  await t.press('button:has-text("Sign out everywhere")');
  await t.expectText('You are signed out everywhere');
  await first.goto(`${t.base}/account`);
  t.ok(first.url().includes('/sign-in'), 'the other browser is signed out too');

  // another password
  const fresh = 'four other random words';
  await t.as('officer3.knowsley@example.org');
  await t.go('/account/password');
  await t.check('password');
  await t.page.fill('#old', 'wrong one');
  await t.page.fill('#fresh', 'short');
  await t.press('main button[type=submit]');
  await t.expectText('This is not your password', '12 characters or more');
  await t.check('password-wrong');
  await t.page.fill('#old', t.password);
  await t.page.fill('#fresh', fresh);
  await t.press('main button[type=submit]');
  await t.expectText('Your password is changed');
  await enter(t, 'officer3.knowsley@example.org', fresh);
  await t.expectText('What is waiting for you');
  await t.go('/account/password');
  await t.page.fill('#old', fresh);
  await t.page.fill('#fresh', t.password);
  await t.press('main button[type=submit]');
  await t.expectText('Your password is changed');
}
