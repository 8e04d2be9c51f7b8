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

  // what was read on a day that has ended is counted at night; here two days of it are put in
  await t.go('/reading');
  await t.expectText('Unusual reading of records', 'Nothing to look at', 'The same family name');
  await t.check('reading-empty');
  const account = "(select id from account where email = 'officer3.liverpool@example.org')";
  t.sql(`insert into reading_day select ${account}, 20780, 64, 11, 19, 7, 0, 2, 0, 0, 1, (select max(id) from audit), 310`);
  t.sql(`insert into reading_found (account_id, day, watch, found) values (${account}, 20780, 'many-records', 1), (${account}, 20780, 'odd-hours', 1)`);
  await t.go('/reading?state=new');
  await t.expectText('2 to show', 'Many more children than usual', 'At an odd hour', '64');
  await t.check('reading');
  await t.press('a:has-text("At an odd hour")');
  await t.expectText('Records of five children or more', 'What was done on that day');
  await t.press('button:has-text("I have looked")');
  await t.expectText('Write what came of it');
  await t.check('reading-one');
  await t.page.fill('#note', 'Asked: on call that night, with the manager.');
  await t.press('button:has-text("I have looked")');
  await t.expectText('Your note is kept', '1 to show');
  await t.go('/reading?state=seen');
  await t.expectText('Looked at by');
  await t.press('main a:has-text("At an odd hour")');
  await t.expectText('on call that night');
  const found = await t.page.request.get(`${t.base}/reading.csv`);
  t.ok(found.status() === 200 && (await found.text()).includes('many-records') === false && (await found.text()).includes('Many more children'), 'the findings as a spreadsheet');

  await t.as('manager.liverpool@example.org', { script: false });
  for (const path of ['/admin', '/admin/accounts', '/admin/rulebook', '/admin/access', '/reading']) {
    const answer = await t.go(path);
    t.ok(answer.status() === 404, `${path} is not there for a manager`);
  }
}
