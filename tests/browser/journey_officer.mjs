// SPDX-License-Identifier: AGPL-3.0-or-later
// A case officer opens a case, asks why a date is what it is, records what happened, is refused, collides with a
// colleague, corrects an entry; with and without script.
import { fill } from './family.mjs';

export const name = 'A case officer works on a case';

const officer = 'officer.liverpool@example.org', colleague = 'manager.liverpool@example.org';

// The first case of the work list in this stage.
async function caseIn(t, stage) {
  await t.go(`/work?stage=${stage}`);
  await t.page.locator('main a[href^="/cases/"]').first().click();
  return new URL(t.page.url()).pathname;
}
const press = (t, words) => t.page.getByRole('button', { name: words, exact: true }).first().click();
async function day(t, field, date) {
  const [year, month, d] = date.split('-').map(Number);
  await t.page.fill(`#${field}-day, [name="${field}-day"]`, String(d));
  await t.page.fill(`[name="${field}-month"]`, String(month));
  await t.page.fill(`[name="${field}-year"]`, String(year));
}
const iso = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export async function run(t) {
  await t.as(officer);
  const base = await caseIn(t, 'gathering_advice');
  await t.expectText('Who has it now', 'The advisers', 'What is due next by law', 'The adviser answers', 'Late', 'What can be recorded now',
    'Who was asked', 'Time limits', 'What happened last');
  await t.check('case');
  await t.page.emulateMedia({ media: 'print' });
  t.ok(!(await t.page.getByRole('heading', { name: 'What can be recorded now' }).isVisible()), 'what can be done is not printed');
  await t.page.emulateMedia({ media: null });
  await t.page.locator('.app-now details summary').first().click();
  await t.page.locator('.app-now details a').first().click();
  await t.expectText('Within 6 weeks', 'r8(1) SEND Regulations 2014', 'We have read this in the law itself', 'Days left out');
  await t.check('why');

  for (const [tab, says] of [['Timeline', 'entries, newest first'], ['Papers', 'Advice.txt'], ['People', 'Has an account here'], ['Who looked', 'Opened the case']]) {
    await t.go(base);
    await t.page.locator('.moj-sub-navigation').getByRole('link', { name: tab, exact: true }).click();
    await t.expectText(says);
    await t.check(tab);
  }
  const csv = await t.page.request.get(`${t.base}${base}/timeline.csv`);
  t.ok(csv.headers()['content-type'].startsWith('text/csv') && (await csv.text()).includes('Advice received'), 'the timeline as a table');
  await t.go(`${base}/documents`);
  const [download] = await Promise.all([t.page.waitForEvent('download'), t.page.locator('main a[href*="/documents/"]').first().click()]);
  t.ok(/^(Advice|Evidence)\.txt$/.test(download.suggestedFilename()), 'a paper comes under its name');

  // Refused, all at once, and nothing typed is lost.
  await t.go(`${base}/do/advice_received`);
  await day(t, 'day', iso(3));
  await press(t, 'Send the advice');
  await t.expectText('There is a problem', 'The date must be today or in the past', 'Answer this: Is the child or young person known to you?');
  t.ok(await t.page.inputValue('[name="day-year"]') === iso(3).slice(0, 4), 'the day that was typed is kept');
  await t.check('refused');
  await t.page.locator('input[name=subject]').first().check();
  await day(t, 'day', iso(0));
  await fill(t, { known: 'not_known' });
  await press(t, 'Send the advice');
  await t.expectText('It is recorded.', 'Advice received');
  await t.check('recorded');

  // Two at once: the second is told what changed, and keeps what they wrote.
  const mine = t.page;
  await t.go(`${base}/do/request_withdrawn`);
  await mine.fill('[name=text]', 'They rang to say that they do not want it any more');
  await t.as(colleague);
  await t.go(`${base}/do/family_consulted`);
  await t.go(`${base}/do/exception_reasoned`);
  await t.go(`${base}/do/evidence_received`);
  await t.page.fill('[name=what]', 'A letter of the grandmother');
  await press(t, 'Send');
  await t.expectText('It is recorded.');
  t.page = mine;
  await press(t, 'Continue');
  await t.expectText('The case has moved on', 'Evidence received', 'A letter of the grandmother', 'Bernadette Crosswell');
  t.ok(await mine.inputValue('[name=text]') === 'They rang to say that they do not want it any more', 'what was written is kept');
  await t.check('moved on');
  await press(t, 'Continue');
  await t.expectText('Check before it goes: Request withdrawn', 'They rang to say');
  await t.check('check');
  await press(t, 'Change');
  t.ok(await mine.inputValue('[name=text]') === 'They rang to say that they do not want it any more', 'change keeps the answers');
  await press(t, 'Continue');
  await press(t, 'Save');
  await t.expectText('It is recorded.', 'Withdrawn');

  // Correcting: it did not happen.
  await t.page.getByRole('link', { name: /Correct this Request withdrawn/ }).click();
  await t.check('correct');
  await press(t, 'Save the correction');
  await t.expectText('There is a problem', 'Why is it corrected?');
  await fill(t, { correct_how: 'taken_back', reason: 'It was another family' });
  await press(t, 'Save the correction');
  await t.expectText('The correction is saved', 'Taken back: it did not happen', 'It was another family', 'Gathering advice');
  await t.check('corrected');

  // Without script.
  await t.as(officer, { script: false });
  const other = await caseIn(t, 'deciding_to_assess');
  await t.check('case without script');
  await t.go(`${other}/do/note_added`);
  await press(t, 'Save');
  await t.expectText('There is a problem');
  await t.page.fill('[name=text]', 'Ring after four o\'clock');
  await press(t, 'Save');
  await t.expectText('It is recorded.', 'Ring after four');
  await t.go(`${other}/do/decision_to_assess`);
  await fill(t, { reasons: 'The needs are not known', decided_by: 'officer' });
  await press(t, 'Save');
  await t.go(`${other}/do/assess_decision_notified`);
  await fill(t, { served: 'post' });
  await press(t, 'Continue');
  await t.expectText('Check before it goes', 'These letters go');
  await press(t, 'Save');
  await t.go(`${other}/do/advice_requested`);
  await t.check('ask for advice without script');
  await t.page.locator('input[name=asks]').nth(2).check();
  await t.page.locator('input[name=asks]').nth(3).check();
  await t.page.fill('[name=questions]', 'What helps?');
  await press(t, 'Continue');
  await t.expectText('Who is asked?');
  await press(t, 'Ask');
  await t.expectText('It is recorded.', 'Gathering advice', 'Who was asked', 'Asked');
  await t.page.getByRole('button', { name: /Make a one-time link/ }).first().click();
  await t.expectText('/answer/', 'It is shown only now');
  await t.check('one-time link');

  // Somebody else's council: not there.
  await t.as('officer.wirral@example.org');
  const answer = await t.go(base);
  t.ok(answer.status() === 404, `another council's case does not exist (${answer.status()})`);
}
