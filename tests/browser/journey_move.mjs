// SPDX-License-Identifier: AGPL-3.0-or-later
// A child moves from Liverpool to Wirral: both officers, the family in the middle of an assessment, and the school of a
// pupil with a plan in St Helens; and a wrong move is put right.
import { caseOf } from './case.mjs';

export const name = 'A child moves between two boroughs';

const press = async (t, words) => { await Promise.all([t.page.waitForNavigation(), t.page.getByRole('button', { name: words, exact: true }).first().click()]); };
async function day(t, field, date) {
  const [year, month, d] = date.split('-').map(Number);
  await t.page.fill(`[name="${field}-day"]`, String(d));
  await t.page.fill(`[name="${field}-month"]`, String(month));
  await t.page.fill(`[name="${field}-year"]`, String(year));
}
const iso = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

async function fillMove(t, to) {
  await t.page.getByLabel(to, { exact: true }).check();
  await day(t, 'aware_date', iso(-9));
  await day(t, 'move_date', iso(-1));
  await t.page.fill('[name=address]', '4 Harbour View\nBirkenhead');
  await t.page.fill('[name=postcode]', 'CH41 1AA');
}

export async function run(t) {
  // The family, in the middle of the assessment.
  await t.as('parent.new@example.org');
  const reference = await caseOf(t, 'Education, health and care needs assessment');

  // A pupil with a plan, from the school's own list.
  await t.as('school.sthelens@example.org');
  await t.go('/school');
  const pupils = await t.page.locator('main a[href^="/cases/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));

  await t.as('officer.liverpool@example.org');
  await t.go(`/cases/${reference}`);
  await t.page.getByRole('link', { name: 'Move to another council' }).click();
  await t.check('form');
  await press(t, 'Continue');
  await t.expectText('There is a problem', 'Which council does the child move to?');
  await t.check('nothing said');
  await fillMove(t, 'Wirral');
  await day(t, 'move_date', iso(3));
  await press(t, 'Continue');
  await t.expectText('The plan goes on the day of the move');
  await day(t, 'move_date', iso(-1));
  await press(t, 'Continue');
  await t.expectText('Check before the record goes', 'Ends here. The new council decides afresh.', 'Dates that begin for Wirral');
  await t.check('before');
  await press(t, 'Move the record now');
  await t.expectText('The record is with the new council');
  await t.check('moved');
  await t.go(`/cases/${reference}`);
  await t.expectText('This child has moved to another council', 'Moved');
  await t.expectNoText('4 Harbour View');
  await t.check('old officer');
  t.ok((await t.go(`/cases/${reference}/move`)).status() === 404, 'it cannot be moved by who has it no more');

  // The other officer: in the list with its date, the whole history, the new case with nobody yet.
  await t.as('officer.wirral@example.org');
  await t.go('/moves');
  await t.expectText('Came from Liverpool');
  await t.check('list');
  const csv = await t.page.request.get(`${t.base}/moves.csv`);
  t.ok(csv.headers()['content-type'].startsWith('text/csv') && (await csv.text()).includes('Came from Liverpool'), 'the list as a table');
  await t.page.locator('main table tbody a').first().click();
  await t.page.locator('main table a', { hasText: 'Education, health' }).last().click();
  await t.expectText('Decide whether to assess', "Came to the council's notice", 'Lived before at');
  await t.check('new officer');
  await t.go(`/cases/${reference}/timeline`);
  await t.expectText('Moved to another area', 'entries, newest first');

  // The family sees both: the one that ended, the one that goes on.
  await t.as('parent.new@example.org');
  await t.go('/my');
  await t.expectText('Wirral');
  await t.check('family');

  // A pupil with a plan moves by mistake and comes back; the school sees it all the time.
  await t.as('manager.sthelens@example.org', { script: false });
  let plan = '';
  for (const href of pupils) {
    await t.go(href);
    if (/Plan sent|Final plan|issued/i.test(await t.page.locator('.moj-identity-bar').innerText())) { plan = href; break; }
  }
  t.ok(plan !== '', 'the school has a pupil with a plan');
  await t.go(`${plan}/move`);
  await fillMove(t, 'Wirral');
  await press(t, 'Continue');
  await t.expectText('The plan was made on', 'Tell the family');
  await press(t, 'Move the record now');
  const move = new URL(t.page.url()).pathname;
  await t.as('school.sthelens@example.org');
  t.ok((await t.go(plan)).status() === 200, 'the school still sees its pupil');
  await t.as('officer.wirral@example.org');
  t.ok((await t.go(plan)).status() === 200, 'the new council sees the plan that was made before');
  await t.go(move);
  await t.page.locator('main table a', { hasText: 'Moving to another area' }).or(t.page.locator('main table a', { hasText: 'Move to another area' })).first().click();
  await t.expectText('Tell the family: the plan is here', 'Review the plan');
  await t.as('manager.sthelens@example.org');
  await t.go(move);
  await press(t, 'Put it right');
  await t.expectText('There is a problem');
  await t.page.fill('[name=reason]', 'The family stays in St Helens after all');
  await press(t, 'Put it right');
  await t.expectText('Put right. The record is with the old council again.', 'The family stays in St Helens after all');
  await t.check('put right');
  await t.go(plan);
  t.ok(await t.page.getByRole('link', { name: 'Move to another council' }).count() === 1, 'it is the old council\'s again');
  await t.as('officer.wirral@example.org');
  t.ok((await t.go(plan)).status() === 404, 'and no more the other one\'s');
}
