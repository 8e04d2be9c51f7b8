// SPDX-License-Identifier: AGPL-3.0-or-later
// A case officer opens a case, asks why a date is what it is, records what happened, is refused, collides with a
// colleague, corrects an entry; with and without script.
import { fill } from './family.mjs';

export const name = 'A case officer works on a case';

const officer = 'officer.liverpool@example.org', colleague = 'manager.liverpool@example.org';

// A case in which the psychologists are asked, from their inbox.
async function askedCase(t) {
  await t.as('ep.liverpool@example.org');
  await t.go('/inbox');
  const href = await t.page.locator('main a[href^="/asks/"]').first().getAttribute('href');
  return `/cases/${href.split('/')[2]}`;
}
const press = async (t, words) => { await t.page.getByRole('button', { name: words, exact: true }).first().click(); await t.page.waitForLoadState('load'); };
async function day(t, field, date) {
  const [year, month, d] = date.split('-').map(Number);
  await t.page.fill(`#${field}-day, [name="${field}-day"]`, String(d));
  await t.page.fill(`[name="${field}-month"]`, String(month));
  await t.page.fill(`[name="${field}-year"]`, String(year));
}
const iso = (days) => new Date(Date.now() + days * 86400000).toISOString().slice(0, 10);

export async function run(t) {
  const base = await askedCase(t);
  await t.as(officer);
  await t.go(base);
  await t.expectText('Who has it now', 'The advisers', 'What is due next by law', 'The adviser answers', 'What can be recorded now',
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
  await t.go(base);
  await t.press('a:has-text("Which rules apply, and why")');
  await t.expectText('Which rules apply', 'keeps the law that was in force that day');
  await t.check('law');
  await t.page.fill('#on', '1999-01-01');
  await t.press('main form button');
  await t.expectText('Give a day between 2000 and 2199');
  await t.check('law on no day');
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
  await t.came();
  await press(t, 'Send the advice');
  await t.expectText('It is recorded.', 'Advice received', 'How it reached the council, which typed it in', 'On paper, received ');
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
  await t.came('email');
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
  await t.expectText('The correction is saved', 'Taken back: it did not happen', 'It was another family');
  await t.go(base);
  t.ok(!/Withdrawn/.test(await t.page.innerText('.moj-identity-bar')), 'the case stands where it stood before');
  await t.check('corrected');

  // Without script.
  await t.as(officer, { script: false });
  await t.go('/cases/new');
  await t.check('open a case');
  await t.page.getByRole('link', { name: 'Request for an assessment received' }).click();
  await t.check('open a case form');
  await press(t, 'Open the case');
  await t.expectText('There is a problem', 'Answer this: First name', 'Answer this: What is hard for the child or young person?');
  await fill(t, { asker: 'parent', given: 'Pip', family: 'Lantern', 'born-day': '4', 'born-month': '5', 'born-year': '2017', address: '1 Elm Road',
    postcode: 'L1 1CC', contact_name: 'Kim Lantern', relation: 'mother', email: 'kim@example.org', difficulties: 'Reading', tried: 'Small group', hopes: 'Reading',
    keep_in_touch: 'email', consent: 'yes', truth: 'yes' });
  await t.came();
  await press(t, 'Open the case');
  await t.expectText('It is recorded.', 'Pip Lantern', 'New request');
  const other = new URL(t.page.url()).pathname;
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
