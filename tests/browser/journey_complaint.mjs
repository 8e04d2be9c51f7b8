// SPDX-License-Identifier: AGPL-3.0-or-later
// A complaint of both kinds on one record, from the letter of the family to what was learned; that each kind of request has only its own
// times; that an act of the council's own says so; and that a case under proposed law says that it is no law.
import { childOf, learn, open, press, record } from './case.mjs';

export const name = 'A complaint of both kinds, and what it taught';

const officer = 'manager.liverpool@example.org', family = 'parent.review@example.org';

export async function run(t) {
  const child = await childOf(t, family, officer);

  // One complaint, both kinds: both clocks.
  const complaint = await open(t, 'CO/complaint_received', child, { complaint_kind: 'both', text: 'The plan was late, and so were the short breaks.' });
  const reference = complaint.split('/')[2];
  await t.expectText('Stage 1', 'Children\'s complaint, stage 1: answer', 'Say that the complaint came');
  await record(t, complaint, 'acknowledged', { served: 'email' });
  await t.go(complaint);
  await t.expectText('Corporate complaint, stage 1: answer');
  await t.check('complaint');
  await record(t, complaint, 'stage_1_reply', { upheld: 'partly', reasons: 'The case had no officer for six weeks.', put_right: 'A call each second week.' });

  await t.as(family);
  await t.go('/my');
  await t.expectText('Complaint');
  await t.check('my');
  await t.go(`/my/${reference}`);
  await t.expectText('Complaint', 'We have answered your complaint', 'Our answer to your complaint');
  await t.check('family');
  await t.page.getByRole('link', { name: 'We have your complaint' }).first().click();
  await t.expectText('one record carries both', 'You get one answer to both');
  await record(t, `/my/${reference}`, 'stage_2_asked', { text: 'Nobody says anything of the short breaks.' });
  await t.go(`/my/${reference}`);
  await t.expectText('Somebody else looks at your complaint');

  await t.as(officer);
  await record(t, complaint, 'stage_2_start', { text: 'Agreed with the investigator.' });
  await t.go(complaint);
  await t.expectText('The investigator', 'Stage 2: report of the investigation', 'Corporate complaint, stage 2: answer');
  await record(t, complaint, 'stage_2_reply', { upheld: 'upheld', reasons: 'The breaks were late without a reason.' });
  await learn(t, complaint, 'time', 'Short breaks had nobody who asked after them.', 'The lead looks at waits each Monday.');
  await t.go('/lessons');
  await t.expectText('Short breaks had nobody who asked after them.', 'The lead looks at waits each Monday.');
  t.ok(await t.page.locator(`a[href*="${reference}"]`).count() > 0, 'the lesson leads to its case');
  await t.check('lessons');
  await t.go('/lessons?theme=provision');
  await t.expectNoText('Short breaks had nobody');

  // A family begins one itself, from the page of any of its cases; what is typed stays when something is missing; it is sent once.
  await t.go('/complain');
  await t.expectText('How to complain', 'Complain online', 'Ombudsman');
  await t.check('how to complain');
  for (const [who, text] of [[family, 'Nobody has answered our letters since June.'], ['young.plan@example.org', 'My plan says one hour each week and nobody comes.']]) {
    await t.as(who);
    await t.go('/my');
    await t.page.locator('main a[href^="/my/"]').first().click();
    await t.page.getByRole('link', { name: 'Complain, or ask for something else' }).click();
    await t.expectText('Ask for a new assessment', 'Ask for a personal budget');
    await t.check('begin');
    await t.page.getByRole('button', { name: 'Complain' }).click();
    const again = new URL(t.page.url()).pathname;
    await t.page.fill('[name=text]', text);
    await press(t, 'Send');
    await t.expectText('There is a problem');
    t.ok(await t.page.locator('[name=text]').inputValue() === text, 'nothing typed is lost');
    await t.check('complaint with a slip');
    await t.page.check('input[name=complaint_kind][value=corporate]');
    await press(t, 'Send');
    await t.expectText('We have it. Thank you.', 'We have your complaint');
    const own = new URL(t.page.url()).pathname.split('/')[2];
    await t.go(again);
    await t.page.fill('[name=text]', text);
    await t.page.check('input[name=complaint_kind][value=corporate]');
    await press(t, 'Send');
    t.ok(new URL(t.page.url()).pathname.split('/')[2] === own, 'the same sent again is one complaint');
    await t.go('/my');
    t.ok(await t.page.locator(`main a[href="/my/${own}"]`).count() === 1, 'it stands among the cases');
    await t.as(officer);
    await t.go(`/work?officer=nobody&pathway=CO`);
    t.ok(await t.page.locator(`a[href^="/cases/${own}"]`).count() > 0, 'the work list of the council has it');
    await t.go(`/cases/${own}`);
    await t.expectText(text, 'Say that the complaint came');
  }

  // A complaint of one kind has none of the other's times.
  await open(t, 'CO/complaint_received', child, { complaint_kind: 'children', text: 'The breaks are late again.' });
  await t.expectText('Children\'s complaint, stage 1: answer');
  await t.expectNoText('Say that the complaint came', 'Corporate complaint');
  await open(t, 'GV/request_received', child, { kind: 'own_papers', text: 'All letters of this year.' });
  await t.expectText('Somebody asks for their own papers');
  await t.expectNoText('Freedom of information', 'School record of a pupil');

  // What is mostly the council's own act is said to be that at first.
  await t.go('/cases/new/LC/entered_care');
  t.ok(await t.page.locator('input[name=came][value=here]').isChecked(), 'a child comes into care by the council\'s own act');
  await t.go('/cases/new/CO/complaint_received');
  t.ok(await t.page.locator('input[name=came]:checked').count() === 0, 'how a complaint came must be said');

  // Proposed law, where a council tries it.
  await t.as('manager.wirral@example.org');
  await t.go('/cases/new/ISP/isp_made');
  await t.came();
  for (const [field, value] of Object.entries({ given: 'Wilma', family: 'Proposedlaw', 'born-day': '4', 'born-month': '5', 'born-year': '2017', address: '1 Elm Road', postcode: 'CH41 1CC',
    contact_name: 'A parent', needs: 'Reading.', support: 'Twenty minutes each day.' })) await t.page.fill(`[name="${field}"]`, value);
  await t.page.check('input[name=layer][value=targeted]');
  await press(t, 'Open the case');
  await t.expectText('These rules are proposed. They are not law.', 'What would be due next');
  await t.check('proposed');
}
