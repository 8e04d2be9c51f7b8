// SPDX-License-Identifier: AGPL-3.0-or-later
// A manager and an analyst read the figures; the manager opens the cases behind one.
export const name = 'Figures and the cases behind them';

export async function run(t) {
  await t.as('manager.liverpool@example.org');
  await t.go('/figures');
  await t.expectText('New plans within 20 weeks', 'The same without exceptions', 'Left out of the second rate', 'Advice within 6 weeks',
    'Open cases and how many are overdue', 'Liverpool', 'Wirral', 'All councils', /\d+ of \d+/);
  await t.check('figures');
  // both rates stand in one table, and a figure of one's own council opens its cases
  const first = t.page.locator('table').first();
  t.ok(await first.locator('thead th').count() === 4, 'council, both rates, what is left out');
  const link = first.locator('a[href*="authority=341"]').first();
  const shown = /(\d+) of (\d+)/.exec(await first.locator('tr', { hasText: 'Liverpool' }).innerText());
  t.ok(await first.locator('a[href*="authority=340"]').count() === 0, 'no cases of another council');
  await link.click();
  await t.expectText(`${shown[2]} behind the figure`);
  t.ok(await t.page.locator('tbody tr').count() === Math.min(Number(shown[2]), 50), 'as many cases as the figure says');
  await t.check('cases');
  const base = t.page.url();
  await t.go(`${base}&in=1`);
  await t.expectText(`${shown[1]} behind the figure`);
  await t.go(base.replace('authority=341', 'authority=340'));
  await t.expectNoText('behind the figure');
  const csv = await t.page.request.get(base.replace('/cases?', '/cases.csv?'));
  t.ok(csv.status() === 200 && (await csv.text()).split('\r\n').length - 2 === Number(shown[2]), 'the spreadsheet has every case');
  await t.go('/figures/plans_20_weeks');
  await t.expectText('New plans within 20 weeks', 'The same without exceptions', 'Left out of the second rate');
  await t.check('over the years');
  await t.go('/figures/plans_20_weeks_ex');                 // never one rate alone
  await t.expectText('New plans within 20 weeks', 'Left out of the second rate');
  const all = await t.page.request.get(new URL('/figures.csv', t.page.url()).href);
  t.ok(all.status() === 200 && (await all.text()).includes('plans_20_weeks_ex'), 'all figures as a spreadsheet');

  await t.as('analyst.knowsley@example.org', { script: false });
  await t.go('/figures');
  await t.expectText('New plans within 20 weeks');
  t.ok(await t.page.locator('a[href*="/cases?"]').count() === 0, 'an analyst sees no way to the children');
  await t.check('as an analyst');
  await t.go('/figures/plans_20_weeks/cases?authority=340');
  await t.expectNoText('behind the figure');

  await t.as('school.knowsley@example.org');
  await t.go('/figures');
  await t.expectNoText('New plans within 20 weeks');
}
