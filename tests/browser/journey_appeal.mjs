// SPDX-License-Identifier: AGPL-3.0-or-later
// An appeal to its order: the family says no to mediation and appeals, the council answers, makes a bundle of papers,
// the tribunal orders, the order is carried out, a lesson is recorded.
import { childOf, learn, open, press, record } from './case.mjs';
import { pdf } from './family.mjs';

export const name = 'An appeal to its order';

const officer = 'manager.liverpool@example.org', family = 'parent.review@example.org';

export async function run(t) {
  const child = await childOf(t, family, officer);
  const appeal = await open(t, 'MA/decision_sent', child, { appeal_about: 'content' });
  const reference = appeal.split('/')[2];
  await t.expectText('Time to choose', 'Appeal to the tribunal');

  // The family: no mediation, the certificate, the appeal.
  await t.as(family);
  await t.go(`/my/${reference}`);
  await t.expectText('You do not agree with a decision', 'You have 2 months from the date on the letter to appeal');
  await t.check('family');
  await record(t, `/my/${reference}`, 'certificate_issued', { mediated: 'no' });
  await record(t, `/my/${reference}`, 'appeal_lodged', { placement_only: 'yes', sections: ['B', 'F', 'I'], text: 'The help is not written down.' });
  await t.expectText('An appeal only about the school is about section I and nothing else');
  await t.check('refused');
  await t.page.check('input[name=placement_only][value=no]');
  await press(t, 'Save');
  await t.go(`/my/${reference}`);
  await t.expectText('Your appeal is at the court');

  // The council: registered, answered, the bundle.
  await t.as(officer);
  await record(t, appeal, 'appeal_received_by_la', { tribunal_number: 'EH341/26/00001' });
  await t.expectText('At the tribunal', 'Answer the appeal');
  await t.check('registered');
  await t.go(`${appeal}/do/certificate_issued`);
  await t.came();
  await t.page.check('input[name=mediated][value=no]');
  await t.page.setInputFiles('input[type=file]', { ...pdf, name: 'broken certificate.pdf' });
  await press(t, 'Save');
  await t.go(appeal);
  await t.page.getByRole('link', { name: 'Make a bundle of papers' }).click();
  await t.expectText('All papers of this child, in the order of the index', 'The plan', 'Appeal made');
  await t.check('bundle');
  await press(t, 'Make a draft');
  await t.expectText('There is a problem', 'This PDF cannot be read');
  await t.check('bundle refused');
  await t.page.locator('tr', { hasText: 'broken certificate' }).locator('input[type=checkbox]').uncheck();
  await t.page.fill('[name=hide]', `${child.family}\nNobody At All`);
  await t.page.fill('[name=why]', 'Names a person who is no part of this.');
  await press(t, 'Make a draft');
  await t.expectText('The bundle is made', 'Places where words were blacked out', 'Found nowhere: Nobody At All');
  await t.check('bundle made');
  await t.go(`${appeal}/bundle`);
  await t.page.locator('tr', { hasText: 'broken certificate' }).locator('input[type=checkbox]').uncheck();
  await press(t, 'Make the bundle that goes out');
  await t.expectText('The bundle is made');
  await t.go(`${appeal}/documents`);
  await t.expectText('Draft of a bundle', 'Bundle of papers');

  // The family has the bundle that goes out, not the draft.
  await t.as(family);
  await t.go(`/my/${reference}`);
  const papers = t.page.locator('a', { hasText: `bundle-${reference}.pdf` });
  t.ok(await papers.count() === 1, `the family sees one bundle (${await papers.count()})`);
  const file = await t.page.request.get(t.base + await papers.first().getAttribute('href'));
  t.ok(file.ok() && (await file.body()).subarray(0, 5).toString() === '%PDF-', 'and can open it');

  // The order, and its times.
  await t.as(officer);
  await record(t, appeal, 'appeal_decided', { order: ['amend', 'name_setting'], text: 'Amend sections B and F; name Harbour High School.' });
  await t.expectText('Tribunal has decided');
  await t.page.getByRole('link', { name: 'After the tribunal or mediation' }).first().click();
  const order = new URL(t.page.url()).pathname;
  await t.expectText('Send the plan with sections B and F changed', 'Name the school, college or type in the plan');
  await t.expectNoText('Assessed: send the final plan');
  await t.check('order');
  await record(t, appeal, 'lesson_learned', {});
  await t.expectText('There is a problem');
  await learn(t, appeal, 'provision', 'Section F said "regular" and no hours.', 'Nobody sends a plan in which section F has no number.');
  await record(t, order, 'order_done', { text: 'The changed plan went; the school has a place from Monday.' });
  await t.go('/lessons');
  await t.expectText('Help not written clearly (section F)', 'Section F said "regular" and no hours.', 'lesson');
  await t.check('lessons');
  const csv = await t.page.request.get(`${t.base}/lessons.csv?theme=provision`);
  t.ok((await csv.text()).includes('no hours'), 'the lessons as a table');
  await t.as(family);
  await t.go(`/my/${reference}`);
  await t.expectText('The court has decided');
  await t.check('decided');

  // A decision of before 21 July 2020 keeps the tribunal's rule of its day, and the pages say so.
  await t.as(officer);
  const old = await open(t, 'MA/decision_sent', child, { appeal_about: 'content', 'day-day': '20', 'day-month': '6', 'day-year': '2020' });
  await t.go(`${old}/law`);
  await t.expectText('Since then these rules have changed, and here the older ones go on: Appeal to the tribunal');
  await t.check('old law');
  await t.go(`${old}/why/MA-02`);
  await t.expectText('21 September 2020', 'each day of August and from 25 December to 1 January');
  await t.expectNoText('Saturdays and Sundays');
}
