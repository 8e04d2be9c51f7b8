// SPDX-License-Identifier: AGPL-3.0-or-later
// A manager asks where lateness sits, follows a number to its cases and one case to who has had it.
import { caseOf } from './case.mjs';

export const name = 'Where lateness sits, and who has had a case';

const number = (text) => Number(/\d+/.exec(text)[0]);

async function lateness(t) {
  await t.go('/figures');
  await t.press('a[href="/lateness"]');
  await t.expectText('Where lateness sits', 'Whoever had it', 'late days in');
  await t.check('lateness');
  const row = t.page.locator('tbody tr', { hasText: 'NA-05' }).first();
  const cases = number(await row.locator('td').nth(1).innerText()), days = number(await row.locator('td').nth(2).innerText());
  t.ok(cases > 0 && days >= cases, 'advice was late in some cases');
  await t.page.selectOption('select[name=process]', 'NA');
  await t.press('main form button[type=submit]');
  t.ok(/process=NA/.test(t.page.url()) && !/apply/.test(t.page.url()), `the filter is the address: ${t.page.url()}`);
  t.ok(await t.page.locator('tbody tr', { hasText: 'AR-01' }).count() === 0, 'only the process that was chosen');
  const here = t.page.url();
  const sheet = await (await t.page.request.get(here.replace('/lateness?', '/lateness.csv?'))).text();
  const line = sheet.split('\r\n').find((l) => l.includes('NA-05') && l.includes('Whoever'));
  t.ok(line.includes(`"${cases}","${days}"`), 'the spreadsheet has the numbers of the page');
  await t.press('tbody tr:has-text("NA-05") >> nth=0 >> td >> nth=1 >> a');
  t.ok(await t.page.locator('tbody tr').count() === Math.min(cases, 50), 'as many cases as the number says');
  const all = (await t.page.locator('tbody tr td:nth-child(3)').allInnerTexts()).map(Number);
  t.ok(cases > 50 || all.reduce((a, b) => a + b, 0) === days, 'whose days make up the days of the step');
  await t.check('lateness-cases');
  await t.press('tbody tr th a');
  await t.expectText('Who has had it', 'The educational psychologists');
  // other councils are no business of this manager
  await t.go(here.replace(/authority=\d+/, 'authority=340'));
  await t.expectNoText('Whoever had it');
  await t.go('/lateness?since=nonsense');
  await t.expectText('Write the day as year, month and day');
  await t.check('lateness-wrong');
  await t.go('/lateness?since=2001-01-01&until=2001-02-01');
  await t.expectText('Nothing was late in this time');
  await t.check('lateness-none');
}

// The bar, its table and "who has it now" agree.
async function hands(t) {
  await t.go('/work?holder=family');
  await t.press('.app-work tbody th a');
  const now = (await t.page.locator('.app-now .govuk-body-l').innerText()).split(' since')[0].trim();
  const row = t.page.locator('section:has(#hands) tbody tr:has-text("Has it now")');
  t.ok((await row.innerText()).includes(now), `who has it now stands in the table too: ${now}`);
  const whole = number((await t.page.locator('section:has(#hands) caption').first().innerText()).split(': ').at(-1));
  const rows = await t.page.locator('section:has(#hands) table').first().locator('tbody tr').evaluateAll((list) => list.map((r) => Number(r.cells[1].innerText) - (r.cells[2] ? Number(r.cells[2].innerText) : 0)));
  t.ok(rows.reduce((a, b) => a + b, 0) <= whole, 'days that one party alone had are no more than all days');
  if (t.hasScript) await t.page.click('section:has(#hands) summary');
  await t.expectText('One after the other', 'Step by step');
  await t.check('hands');
}

export async function run(t) {
  await t.as('manager.liverpool@example.org');
  await lateness(t);
  await hands(t);
  // An analyst has the numbers and their spreadsheet, of the own council, and no case behind them.
  await t.as('analyst.liverpool@example.org');
  await t.go('/home');
  await t.press('main a[href="/lateness"]');
  await t.expectText('Where lateness sits', 'The adviser answers');
  t.ok(await t.page.locator('main a[href*="/lateness/cases"]').count() === 0, 'no cases behind the numbers');
  t.ok((await (await t.page.request.get(`${t.base}/lateness.csv`)).text()).includes('NA-05'), 'the numbers as a spreadsheet');
  t.ok((await t.go('/lateness?authority=344')).status() === 404, 'another council has its own');
  t.ok((await t.go('/lateness/cases?authority=341&process=NA&step=NA-05')).status() === 404, 'names are not for analysts');
  await t.as('parent.draft@example.org', { script: false });
  await t.go(`/my/${await caseOf(t, 'Education, health and care needs assessment')}`);
  await t.expectText('Who has had it so far', 'Has it now');
  await t.check('hands of the family');
}
