// SPDX-License-Identifier: AGPL-3.0-or-later
// An administrator looks after the installation: settings, accounts, rules, who may do what.
export const name = 'An administrator looks after the installation';

export async function run(t) {
  await t.as('admin@example.org');
  await t.go('/admin');
  await t.expectText('Administration', 'What there is', 'Version of the database', 'The rulebook in use', 'second-factor', 'Where it comes from');
  await t.check('overview');
  await t.page.getByRole('link', { name: 'See the rules' }).click();
  await t.expectText('Rules that need a second look', 'Letters never print it as law');
  await t.check('rulebook');

  await t.go('/admin/accounts?council=341&role=adviser');
  await t.expectText('Adviser (Liverpool)');
  await t.expectNoText('Adviser (Knowsley)');
  await t.check('accounts');
  await t.go('/admin/accounts?q=birkwood');
  await t.page.getByRole('link', { name: 'Laura Birkwood' }).click();
  await t.expectText('officer2.liverpool@example.org', 'Case officer (Liverpool)', 'signed out at once');
  await t.check('account');
  await t.page.getByRole('button', { name: 'Close this account' }).click();
  await t.expectText('The account is closed.');
  await t.check('account closed');
  const admin = t.page;
  await t.open();
  await t.go('/sign-in');
  await t.page.fill('input[name=email]', 'officer2.liverpool@example.org');
  await t.page.fill('input[name=password]', t.password);
  await t.page.click('main button[type=submit]');
  t.ok(t.page.url().includes('/sign-in'), 'a closed account cannot sign in');
  t.page = admin;
  await t.page.getByRole('button', { name: 'Open this account again' }).click();
  await t.expectText('The account is open.');
  await t.go('/admin/accounts?q=rowntree');
  await t.page.locator('main').getByRole('link', { name: 'Alex Rowntree' }).click();
  await t.expectText('You cannot close your own account');

  await t.go('/admin/access?role=adviser&verb=view');
  await t.expectText('because your team was asked for advice');
  await t.expectNoText('because you have parental responsibility');
  await t.check('access');
  const csv = await t.page.request.get(new URL('/admin/access.csv?role=family', t.page.url()).href);
  t.ok(csv.status() === 200 && (await csv.text()).includes('parental responsibility'), 'the access rule as a spreadsheet');

  await t.as('manager.liverpool@example.org', { script: false });
  for (const path of ['/admin', '/admin/accounts', '/admin/rulebook', '/admin/access']) {
    const answer = await t.go(path);
    t.ok(answer.status() === 404, `${path} is not there for a manager`);
  }
}
