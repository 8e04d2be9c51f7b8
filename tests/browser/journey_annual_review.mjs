// SPDX-License-Identifier: AGPL-3.0-or-later
// A yearly review from its planning to the final changed plan, as each person who takes part: officer, school, adviser,
// family; and the lists and the year of an area.
export const name = 'A yearly review from the invitation to the final changed plan';

const iso = (n = 0) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
const fillDay = async (t, field, date) => {
  const [y, m, d] = date.split('-').map(Number);
  for (const [part, value] of [['day', d], ['month', m], ['year', y]]) await t.page.fill(`input[name="${field}-${part}"]`, String(value));
};
const click = (page, what) => Promise.all([page.waitForEvent('load'), what.click()]);
const press = (t, words) => click(t.page, t.page.getByRole('button', { name: words, exact: true }).first());

// Records an event on the case page's form: the day it happened and what `fill` types.
async function record(t, base, event, date, fill, check) {
  await t.go(`${base}/do/${event}`);
  t.ok(t.page.url().includes(event), `${event} is offered`);
  await fillDay(t, 'day', date);
  await t.came();
  await fill(t.page);
  if (check) await t.check(check);
  await click(t.page, t.page.locator('main form button[type=submit]').first());
  if (await t.page.locator('button[name=go][value=confirmed]').count()) {
    if (check) await t.check(`${check} once more`);
    await click(t.page, t.page.locator('button[name=go][value=confirmed]'));
  }
  t.ok(t.page.url().includes('said=case_recorded'), `${event} is recorded`);
}

async function area(t) {
  await t.as('manager.knowsley@example.org');
  await t.go('/reviews');
  await t.expectText('Reviews of plans', 'Review must end by');
  await t.check('reviews');
  await t.page.selectOption('#filter-state', 'late');
  await press(t, 'Show');
  t.ok(t.page.url().includes('state=late'), 'a filter stands in the address');
  const rows = await t.page.locator('main table tbody tr').count();
  const csv = await (await t.page.request.get(`${t.base}/reviews.csv?state=late`)).text();
  t.ok(rows > 0 && csv.trim().split('\r\n').length === rows + 1, `the spreadsheet has the ${rows} overdue reviews`);
  await t.go('/reviews/planner');
  await t.check('planner');
  await press(t, 'Propose days');
  await t.check('propose');
  await t.page.locator('input[type=date]').first().fill('2020-01-01');
  await press(t, 'Save these days');
  await t.expectText('There is a problem', 'The planned day cannot be before the day you plan it');
  await t.page.locator('input[type=date]').first().fill(iso(60));
  await press(t, 'Save these days');
  await t.expectText('The days are saved');
  await t.go('/reviews/planner');
  t.ok(await t.page.getByRole('button', { name: 'Propose days' }).count() === 0, 'every review has a day now');
  await t.go('/reviews/lists');
  await t.expectText('NHS board', 'Social care', 'Not sent');
  await t.check('lists');
  await press(t, 'Note all as sent');
  await t.check('send');
  await press(t, 'They were sent');
  await t.expectText('The lists are noted as sent', 'by Ruth Halewell');
  await t.expectNoText('Not sent');
  await t.go((await t.page.locator('main a:has-text("Print all lists")').getAttribute('href')));
  await t.check('lists on paper');
  await bulk(t);
  await overdue(t);
  await t.as('school.knowsley@example.org');
  t.ok((await t.go('/reviews')).status() === 404, 'a school does not see the area');
}

// The same thing recorded on several reviews, after it was looked at.
async function bulk(t) {
  await t.go('/reviews');
  const ticks = t.page.locator('main input[name=case]');
  const late = await ticks.count() - 1;
  await ticks.nth(late).check();
  await ticks.nth(late - 1).check();
  await press(t, 'Record something on the ticked cases');
  await t.expectText('What do you want to record on these cases?');
  await t.check('bulk choose');
  await t.page.check('#event-review_invited');
  await press(t, 'Continue');
  await press(t, 'Continue');
  await t.expectText('There is a problem', 'Who was invited, and how?');
  await t.page.fill('[name=text]', 'All schools sent the invitations by e-mail.');
  await t.came('here');
  await press(t, 'Continue');
  await t.expectText('This will be recorded on 2 cases');
  await t.check('bulk check');
  // a colleague is faster on one of them: it is left as it is and shown again
  const other = await t.page.context().newPage();
  await other.goto(`${t.base}/cases/${await t.page.locator('main input[name=case]').first().getAttribute('value')}/do/officer_assigned`);
  await other.locator('main select[name=officer]').selectOption({ index: 1 });
  await Promise.all([other.waitForNavigation(), other.click('main form button[type=submit]')]);
  await other.close();
  await press(t, 'Record on these cases');
  await t.expectText('Recorded on 1 case', '1 of these cases changed since they were shown to you');
  await t.check('bulk changed');
  await press(t, 'Look at them again');
  await t.expectText('This will be recorded on 1 case.');
  await press(t, 'Record on these cases');
  await t.expectText('Recorded on 1 case');
  await t.check('bulk done');
  // Each has its own letters: to the family, the school, the board.
  await click(t.page, t.page.locator('main a[href^="/cases/"]').first());
  await t.go(`${new URL(t.page.url()).pathname}/letters`);
  await t.expectText('Invitation to the review of');
  t.ok(await t.page.locator('tr', { hasText: 'Invitation to the review of' }).count() > 1, 'the invitation went to more than the family');
}

async function overdue(t) {
  await t.go('/figures');
  await click(t.page, t.page.getByRole('link', { name: 'Overdue reviews by school' }));
  await t.check('overdue by school');
  const first = t.page.locator('main tbody tr').first().locator('td').nth(1);
  const number = (await first.innerText()).trim();
  await click(t.page, first.locator('a'));
  await t.expectText(`${number} behind the figure`);
  t.ok(await t.page.locator('main tbody tr').count() === Number(number), 'as many cases stand behind the figure as it says');
  await t.check('behind the figure');
  await t.go('/figures/reviews_overdue_officer');
  await t.expectText('Case officer', 'Imran Fairhurst');
  const csv = await (await t.page.request.get(`${t.base}/figures/reviews_overdue_officer.csv`)).text();
  t.ok(csv.includes('Imran Fairhurst'), 'the figures as a table');
}

async function school(t) {
  await t.as('school.liverpool@example.org');
  await t.go('/school');
  await t.expectText("Reviews of your pupils' plans", 'Ashcombe');
  await t.check('school');
  await click(t.page, t.page.locator('table[class]:has(caption:has-text("Reviews")) a:has-text("Ashcombe")').first());
  const base = new URL(t.page.url()).pathname.split('/').slice(0, 3).join('/');
  await t.check('case');
  await t.go(`${base}/plan`);
  await t.expectText('The plan as it stands', 'B1:');
  await record(t, base, 'meeting_booked', iso(-60), async (p) => {
    await fillDay(t, 'meeting', iso(-9));
    await p.fill('[name=place]', 'School library');
    await p.fill('[name=host]', 'The SENCO');
  }, 'book');
  await record(t, base, 'review_invited', iso(-40), async (p) => p.fill('[name=text]', 'The family by letter, all others by e-mail.'));
  await record(t, base, 'review_advice_asked', iso(-40), async (p) => {
    await p.fill('[name=questions]', 'What was given this year, and what came of it?');
    await p.locator('input[name=asks][value^="health:"]').first().check();
  }, 'ask');
  return base;
}

async function adviser(t, base) {
  await t.as('health.liverpool@example.org');
  await t.go('/inbox');
  await click(t.page, t.page.locator(`a[href^="/asks/${base.split('/')[2]}/"]`).first());
  await t.check('adviser');
  await click(t.page, t.page.locator('a:has-text("Answer now")').first());
  await t.page.fill('[name=given]', 'Five of six sessions were held. He uses two-word phrases.');
  await t.page.fill('[name=change]', 'Two sessions a term are enough from now on.');
  await t.check('advice');
  await click(t.page, t.page.locator('main form button[type=submit]').first());
  await t.expectText('Two sessions a term');
}

async function family(t, base) {
  await t.as('parent.meeting@example.org');
  await t.go('/my');
  await click(t.page, t.page.locator(`main a[href="/my/${base.split("/")[2]}"]`));
  await t.expectText('Where is it now?', 'The school or college has it', 'You and the people who help meet');
  await t.check('family');
  await click(t.page, t.page.getByRole('link', { name: 'Views before the review' }).or(t.page.getByRole('button', { name: 'Views before the review' })).first());
  await t.page.fill('[name=going_well]', 'He likes his key adult.');
  await t.page.fill('[name=to_change]', 'We would like help with writing.');
  await t.check('views');
  await click(t.page, t.page.locator('main form button[type=submit]').first());
}

async function meeting(t, base) {
  await t.as('school.liverpool@example.org');
  await record(t, base, 'review_advice_circulated', iso(-25), async (p) => p.fill('[name=what]', 'The reports and the page of the family.'));
  await t.go(base);
  await t.expectText('He likes his key adult');
  await record(t, base, 'meeting', iso(-9), async (p) => {
    const needs = await p.inputValue('[name=section_b]'), help = await p.inputValue('[name=section_f]');
    t.ok(needs.startsWith('B1:') && help.includes('For B1'), 'the form begins with the plan as it stands');
    await p.fill('[name=present]', 'Alfie, his father, the SENCO, the class teacher.');
    await p.fill('[name=outcomes_reached]', 'The first outcome is reached, the others are on the way.');
    await p.fill('[name=section_b]', `${needs}\nB4: Writing by hand is slow and tires him.`);
    await p.fill('[name=section_f]', `${help}\n- For B4: a laptop in all lessons and typing practice 3 times a week for 15 minutes.`);
  }, 'meeting');
  await record(t, base, 'report_sent', iso(-3), async (p) => {
    t.ok((await p.inputValue('[name=report]')).startsWith('The first outcome'), 'the report begins with what the meeting said');
    await p.locator('input[name=recommends][value=amend]').check();
  }, 'report');
}

async function changes(t, base) {
  await t.as('officer.liverpool@example.org');
  await record(t, base, 'review_decision_notified', iso(-1), async (p) => {
    await p.locator('input[name=decision][value=amend]').check();
    await p.fill('[name=reasons]', 'A need was found that the plan does not have yet.');
    await p.locator('input[name=served]').first().check();
  }, 'decision');
  await t.go(`${base}/do/amendment_notice_sent`);
  await fillDay(t, 'day', iso());
  await t.page.locator('input[name=served]').first().check();
  await click(t.page, t.page.locator('main form button[type=submit]').first());
  await t.expectText('No change to the plan has been written yet');
  await t.go(`${base}/plan`);
  await t.expectText('2 sections were proposed anew at the meeting');
  await t.check('plan');
  await press(t, 'Begin with the changes that were proposed');
  await t.expectText('B4: Writing by hand', 'Changed');
  await t.check('compare');
  await record(t, base, 'amendment_notice_sent', iso(), async (p) => p.locator('input[name=served]').first().check(), 'notice');
  await record(t, base, 'amendment_notice_served', iso(), async () => {});
}

async function answer(t, base) {
  await t.as('parent.meeting@example.org');
  await t.go('/my');
  await t.expectText('Our changes are with you');
  await t.go(`/my/${base.split('/')[2]}`);
  await t.expectText('Our changes are with you');
  await click(t.page, t.page.getByRole('link', { name: 'Read the changes that we want to make to the plan' }));
  await t.expectText('What the plan says now', 'What it would say', 'B4: Writing by hand is slow');
  await t.check('changes');
  await t.page.goBack();
  await click(t.page, t.page.getByRole('link', { name: 'Your answer to the changes' }).or(t.page.getByRole('button', { name: 'Your answer to the changes' })).first());
  await t.page.fill('[name=comments]', 'Thank you, that is what we asked for.');
  await t.page.locator('input[name=agrees][value=yes]').check();
  await t.page.locator('input[name=meeting_wanted][value=no]').check();
  await t.check('answer');
  await click(t.page, t.page.locator('main form button[type=submit]').first());
}

async function final(t, base) {
  await t.as('officer.liverpool@example.org');
  await record(t, base, 'amended_final_sent', iso(), async (p) => {
    await p.locator('input[name=setting_type][value=mainstream]').check();
    await p.fill('[name=signed_by]', 'Bernadette Crosswell');
    await p.locator('input[name=health_agreed][value=yes]').check();
    await p.locator('input[name=care_agreed][value=yes]').check();
    await p.fill('[name=changed]', 'Section B has the new need, section F the help for it.');
  }, 'final');
  await t.expectText('Changed plan sent', 'Other cases of this child');
  await t.go(`${base}/plan`);
  await t.expectText('Final, version 2', 'B4: Writing by hand');
  await t.go(base);
  const next = t.page.locator('main a[href^="/cases/"]:has-text("Review of a plan")').first();
  await click(t.page, next);
  await t.expectText('Next review to come');
  await t.go(new URL(t.page.url()).pathname.split('/').slice(0, 3).join('/') + '/plan');
  await t.expectText('The plan as it stands', 'B4: Writing by hand');
  await t.as('school.liverpool@example.org');
  await t.go(`${base}/plan`);
  await t.expectText('B4: Writing by hand');
  await t.as('parent.meeting@example.org');
  await t.go(`/my/${base.split('/')[2]}`);
  await t.expectText('The changed plan is final');
  await t.check('family at the end');
}

export async function run(t) {
  await area(t);
  const base = await school(t);
  await adviser(t, base);
  await family(t, base);
  await meeting(t, base);
  await changes(t, base);
  await answer(t, base);
  await final(t, base);
}
