// SPDX-License-Identifier: AGPL-3.0-or-later
// A cohort moves to the next school: the manager puts it on the list and asks schools, a school answers, the family says
// what it wants, the final plan names the place.
import { caseOf } from './case.mjs';

export const name = 'Moves to the next school or college';

const press = async (t, words) => { await Promise.all([t.page.waitForNavigation(), t.page.getByRole('button', { name: words, exact: true }).first().click()]); };
async function day(t, field, offset) {
  const [year, month, d] = new Date(Date.now() + offset * 86400000).toISOString().slice(0, 10).split('-').map(Number);
  await t.page.fill(`[name="${field}-day"]`, String(d));
  await t.page.fill(`[name="${field}-month"]`, String(month));
  await t.page.fill(`[name="${field}-year"]`, String(year));
}

export async function run(t) {
  await t.as('manager.liverpool@example.org');
  await t.go('/transfer');
  await t.expectText('Children with a plan who move on', 'How far the children are', 'From primary to secondary school', 'Days to plan by');
  await t.check('board');
  const year = await t.page.locator('input[name=year]').inputValue();
  const all = await t.page.locator('main form[action="/transfer/ask"] tbody tr').count();
  t.ok(all > 0, `the year has children (${all})`);
  const csv = await t.page.request.get(`${t.base}/transfer.csv?year=${year}`);
  t.ok((await csv.text()).trim().split('\r\n').length === all + 1, 'the spreadsheet has the same children');

  // The next year: nobody is on the list; the cohort is looked at and put on it, without script.
  await t.as('manager.liverpool@example.org', { script: false });
  const next = Number(year) + 1;
  await t.go(`/transfer/cohort?year=${next}`);
  const waiting = await t.page.locator('main table tbody tr').count();
  t.ok(waiting > 1, `a cohort for the year after (${waiting})`);
  for (const box of await t.page.locator('input[name=phase]').all()) await box.uncheck();
  await press(t, 'Put them on the list');
  await t.expectText('Choose at least one kind of move');
  for (const box of await t.page.locator('input[name=phase]').all()) await box.check();
  await press(t, 'Put them on the list');
  await t.expectText('The children are on the list now.', `All ${waiting} children of the year`);
  await t.as('officer.liverpool@example.org');
  await t.go(`/transfer/cohort?year=${next}`);
  await t.expectText('Everybody who should be on the list is on it.');
  await t.check('cohort done');

  // Schools are asked about several at once; the filter is in the address.
  await t.go(`/transfer?year=${next}`);
  await t.page.selectOption('select[name=todo]', 'asks');
  await t.page.locator('#filter button').click();
  await t.page.waitForURL(/todo=asks/);
  t.ok(t.page.url().endsWith(`?year=${next}&todo=asks`), `a short address (${t.page.url()})`);
  await t.check('narrowed');
  await press(t, 'Ask schools or colleges');
  await t.expectText('There is a problem', 'Tick at least one child');
  await t.check('nobody ticked');
  for (let i = 0; i < 2; i++) await t.page.locator('input[name=case]').nth(i).check();
  await press(t, 'Ask schools or colleges');
  await t.expectText('Ask about 2 children');
  await t.check('ask');
  await press(t, 'Continue');
  await t.expectText('There is a problem');
  await t.page.fill('[name="setting-find"]', 'Academy');
  await Promise.all([t.page.waitForNavigation(), t.page.locator('button[name=find][value=setting]').click()]);
  await t.page.locator('input[type=radio][name="setting"]').first().check();
  await t.page.fill('[name=text]', 'Can you give the help in the plan from September?');
  await press(t, 'Continue');
  await t.expectText('Check before you ask', 'Is asked');
  await t.check('ask check');
  await press(t, 'Ask 2 times');
  await t.expectText('What was asked', 'Asked');
  await t.check('asked');
  await t.go(`/transfer?year=${next}&todo=asks`);
  t.ok(await t.page.locator('main form[action="/transfer/ask"] tbody tr').count() === waiting - 2, 'two less are without a school');
  await t.go(`/transfer/settings?year=${next}`);
  await t.expectText('Academy', 'Yes, with a place', 'Named in a plan');
  await t.check('settings');

  // A family with a child of their own on the list: opened by hand, wishes, then the plan with the place.
  await t.as('parent.review@example.org');
  const known = await caseOf(t, 'Review of a plan');
  await t.as('manager.liverpool@example.org');
  await t.go(`/cases/${known}`);
  const child = await t.page.locator('.moj-identity-bar__title').innerText();
  const born = new Date((/Born (\d+ \w+ \d{4})/.exec(await t.page.locator('.moj-identity-bar').innerText()))[1] + ' UTC').toISOString().slice(0, 10);
  await t.go('/cases/new/PT/transfer_planned');
  const [given, ...family] = child.split(' ');
  const fill = { given, family: family.join(' '), address: '1 Elm Road', contact_name: 'A parent', postcode: 'L1 1CC', 'born-day': String(Number(born.slice(8))), 'born-month': String(Number(born.slice(5, 7))), 'born-year': born.slice(0, 4) };
  for (const [field, value] of Object.entries(fill)) await t.page.fill(`[name="${field}"]`, value);
  await t.page.check('input[name=phase][value=primary_to_secondary]');
  await t.came('here');
  await press(t, 'Open the case');
  await t.page.locator('input[name=person]').first().check();
  await press(t, 'Open the case');
  // The child has a move on the list already: the page says so, and asks why there should be a second one.
  if (await t.page.locator('[name=second_why]').count()) {
    await t.expectText('is open for this child already', 'Why is a second one needed?', 'Go to ');
    await t.check('second of a kind');
    await t.page.fill('[name=second_why]', 'The family has changed its mind about the year');
    await press(t, 'Open the case');
  }
  await t.check('opened by hand');
  const moving = new URL(t.page.url()).pathname;
  const reference = moving.split('/')[2];
  await t.as('parent.review@example.org');
  await t.go(`/my/${reference}`);
  await t.expectText('A move to the next school or college is coming', 'before 15 February');
  await t.check('family');
  await t.go(`/my/${reference}/do/wishes_received`);
  await t.page.fill('[name=setting_wanted]', 'Harbour High School');
  await press(t, 'Send');
  await t.as('manager.liverpool@example.org');
  await t.go(`/transfer?year=${year}`);
  await t.go(moving);
  await t.expectText('Wishes of the family', 'Harbour High School');
  // The plan is changed: no notice without changes, no final plan that names another school than its section I.
  const noted = async (event) => {
    await t.go(`${moving}/do/${event}`);
    await day(t, 'day', 0);
    await t.page.locator('input[name=served]').first().check();
    await t.page.locator('main form button[type=submit]').first().click();
    await t.page.waitForLoadState();
  };
  await noted('amendment_notice_sent');
  await t.expectText('No change to the plan has been written yet');
  await t.go(`${moving}/plan`);
  await t.expectText('The plan as it stands');
  await t.go(`${moving}/plan/edit/I`);
  await t.page.fill('#body', 'From 1 September 2027 a mainstream secondary school');
  await press(t, 'Save');
  await noted('amendment_notice_sent');
  if (await t.page.locator('button[name=go][value=confirmed]').count()) {
    await t.check('notice once more');
    await Promise.all([t.page.waitForNavigation(), t.page.click('button[name=go][value=confirmed]')]);
  }
  await t.as('parent.review@example.org');
  await t.go(`/my/${reference}`);
  await t.expectText('Our changes are with you');
  await t.check('family with the changes');
  await t.page.getByRole('link', { name: 'Read the changes that we want to make to the plan' }).click();
  await t.expectText('What the plan says now', 'What it would say', 'a mainstream secondary school');
  await t.go(`/my/${reference}/do/amendment_comments`);
  await t.page.fill('[name=comments]', 'Yes, but please Harbour High School.');
  await t.page.locator('input[name=agrees]').first().check();
  await t.page.locator('input[name=meeting_wanted][value=no]').check();
  await press(t, 'Send');
  await t.as('manager.liverpool@example.org');
  await t.go(`${moving}/do/final_sent`);
  await day(t, 'day', 0);
  await t.page.check('input[name=setting_type][value=mainstream]');
  await t.page.check('input[name=health_agreed][value=yes]');
  await t.page.check('input[name=care_agreed][value=yes]');
  await t.page.fill('[name=signed_by]', 'Bernadette Crosswell');
  await t.page.fill('[name=changed]', 'Section I names the next school.');
  await press(t, 'Continue');
  await press(t, 'Send the final plan');
  await t.expectText('Next place named');
  await t.as('parent.review@example.org');
  await t.go(`/my/${reference}`);
  await t.expectText('The next school or college is named');
}
