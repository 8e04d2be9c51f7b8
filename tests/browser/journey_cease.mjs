// SPDX-License-Identifier: AGPL-3.0-or-later
// An officer thinks of ending a plan: begun from the child's own page without typing the child again, refused by the tests of the
// law, overridden with a reason that stays on the record; the family answers.
import { caseOf } from './case.mjs';

export const name = 'The end of a plan, with the tests of the law';

const press = async (t, words) => { await Promise.all([t.page.waitForNavigation(), t.page.getByRole('button', { name: words, exact: true }).first().click()]); };
const follow = async (t, words) => { await Promise.all([t.page.waitForNavigation(), t.page.getByRole('link', { name: words }).first().click()]); };
async function confirm(t) {
  if (await t.page.locator('button[name=go][value=confirmed]').count()) {
    await t.check('once more');
    await Promise.all([t.page.waitForNavigation(), t.page.click('button[name=go][value=confirmed]')]);
  }
}

export async function run(t) {
  await t.as('parent.meeting@example.org');
  const known = await caseOf(t, 'Review of a plan');

  await t.as('officer.liverpool@example.org', { script: false });
  await t.go(`/cases/${known}`);
  const child = await t.page.locator('.moj-identity-bar__title').innerText();
  await follow(t, 'Open another case for this child');
  await t.expectText('Open another case for this child', `For ${child}, born`);
  await t.check('what to open');
  await follow(t, 'Ending the plan is thought of');
  await t.expectText(`For ${child}, born`);
  t.ok(await t.page.locator('[name=given], [name=born-day], [name=address]').count() === 0, 'nothing of the child is typed again');
  await t.check('form');
  await press(t, 'Open the case');
  await t.expectText('There is a problem', `For ${child}, born`);
  await t.page.check('input[name=cease_reason][value=left_education]');
  for (const box of await t.page.locator('main textarea').all()) await box.fill('He does not come to school any more.');
  await press(t, 'Open the case');
  const base = new URL(t.page.url()).pathname;
  await t.expectText(child, 'Asif Merrick');
  await t.expectNoText('Nobody yet');

  const notice = async (why) => {
    await t.go(`${base}/do/cease_notice_sent`);
    await t.page.fill('[name=reasons]', 'He does not want to go on.');
    if (why) await t.page.fill('[name=override]', why);
    await t.page.check('input[name=served][value=post]');
    await press(t, 'Continue');
  };
  await notice();
  await t.expectText('Ask the family and the school first', 'Under 18 a plan ends only when the help is not needed any more');
  await t.check('refused');
  await t.go(`${base}/do/cease_consulted`);
  for (const box of await t.page.locator('main textarea, main input[type=text][name=how]').all()) await box.fill('By letter to the parents and the head.');
  await press(t, 'Continue');
  await confirm(t);
  t.ok(t.page.url().includes('said=case_recorded'), 'family and school were asked');

  const reference = base.split('/')[2];
  await t.as('parent.meeting@example.org');
  await t.go(`/my/${reference}`);
  await t.check('family');
  await t.go(`/my/${reference}/do/family_views`);
  for (const box of await t.page.locator('main textarea').all()) await box.fill('We want the plan to go on.');
  for (const name of new Set(await t.page.locator('main input[type=radio]').evaluateAll((all) => all.map((x) => x.name)))) await t.page.locator(`input[name="${name}"]`).last().check();
  await press(t, 'Send');
  await t.as('officer.liverpool@example.org');
  await t.go(base);
  await t.expectText('We want the plan to go on.');
  await notice('The placement has ended and no other provider takes him.');
  await confirm(t);
  t.ok(t.page.url().includes('said=case_recorded'), 'with a reason the letter can go');
  await t.expectText('First day on which the plan may end', 'The placement has ended and no other provider takes him.');
  await t.check('told');
  await t.as('parent.meeting@example.org');
  await t.go(`/my/${reference}`);
  await t.expectText('appeal');
  await t.check('family told');
}
