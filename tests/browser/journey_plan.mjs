// SPDX-License-Identifier: AGPL-3.0-or-later
// An officer writes a plan section by section; a draft that names a school is refused; the draft goes with its letter; the
// family answers; a change that does not follow from it is asked about; the final plan goes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const name = 'A plan from its first word to the final letter';

const sections = {
  A: 'They like trains and drawing.\nThey say: please give me time.',
  B: 'B1: Understanding of language is two years behind.\nB2: Attention in a busy room lasts eight minutes.',
  C: 'No health need is known that goes with the special educational needs.',
  D: 'No social care need is known.',
  E: '- By July 2028 they follow a three-part instruction.\n- By July 2029 they find the way to one place in the community and are ready for a job.',
  F: '- For B1: 20 minutes daily, one to one, by a trained adult, in the community too.\n- For B2: a group of at most 6 for 45 minutes a day; 1 hour a month to get ready for work and independent living.',
  G: 'Speech and language therapist: 6 sessions of 45 minutes a term.',
  H1: 'None.', H2: 'None beyond what is open to all families.', J: 'No personal budget was asked for.',
};
const day = (t, n = 0) => { const d = new Date(Date.now() + n * 86400000); return [d.getUTCDate(), d.getUTCMonth() + 1, d.getUTCFullYear()]; };
const fillDay = async (t, field, [d, m, y]) => {
  for (const [part, value] of [['day', d], ['month', m], ['year', y]]) await t.page.fill(`input[name="${field}-${part}"]`, String(value));
};
const click = (page, what) => Promise.all([page.waitForEvent('load'), what.click()]);
const press = (t, name, page = t.page) => click(page, page.getByRole('button', { name, exact: true }));

// A PDF is what it is said to be: tagged, in order for PDF/UA as far as a program sees, and with these words.
async function pdf(t, href, ...words) {
  const reply = await t.page.request.get(t.base + href, { timeout: 90000 });
  t.ok(reply.status() === 200 && reply.headers()['content-type'] === 'application/pdf', `${href.replace(/\w{8}/, 'REF')} is a PDF (${reply.status()})`);
  if (reply.status() !== 200) return;
  const file = join(mkdtempSync(join(tmpdir(), 'waymark-')), 'letter.pdf');
  writeFileSync(file, await reply.body());
  const run = (...c) => { try { return execFileSync(c[0], c.slice(1), { encoding: 'utf8' }); } catch (e) { return `${e.stdout}${e.message}`; } };
  t.ok(/Tagged:\s+yes/.test(run('pdfinfo', file)), 'the PDF is tagged');
  t.ok(run('/usr/bin/python3', new URL('../golden/check_pdfua.py', import.meta.url).pathname, file).trim() === 'ok', 'the PDF is in order for PDF/UA');
  const text = run('pdftotext', '-layout', file, '-').replace(/\s+/g, ' ');
  for (const one of words) t.ok(text.includes(one), `the PDF says "${one}"`);
}

async function record(t, base, event, fill) {
  await t.go(`${base}/do/${event}`);
  await fillDay(t, 'day', day(t));
  await t.came();
  await fill();
  await click(t.page, t.page.locator('main form button[type=submit]').first());
}
const confirm = (t) => click(t.page, t.page.locator('button[name=go][value=confirmed]'));

export async function run(t) {
  await t.as('officer.liverpool@example.org');
  await t.go('/work?stage=writing_draft');
  await click(t.page, t.page.locator('main table a[href^="/cases/"]').first());
  const base = new URL(t.page.url()).pathname.split('/').slice(0, 3).join('/');
  await t.go(`${base}/plan`);
  await t.expectText('No plan has been written yet');
  await t.check('no plan');
  await press(t, 'Begin the plan');

  // section by section, each with the advice beside it
  for (const [section, text] of Object.entries(sections)) {
    if (!t.page.url().includes(`/edit/${section}`)) await t.go(`${base}/plan/edit/${section}`);
    if (section === 'F') { await t.expectText('What help should be given?', 'Educational psychologist'); await t.check('write section F'); }
    await t.page.fill('#body', text);
    await press(t, 'Save and go to the next section');
    await t.expectText('The section is saved');
  }
  await t.go(`${base}/plan/edit/K`);
  t.ok(/- .*received/.test(await t.page.inputValue('#body')), 'section K came from the record');
  await t.check('write section K');
  await t.go(`${base}/plan`);
  await t.expectText('B1: Understanding of language', 'In writing, version 1');
  await t.check('plan in writing');

  // a draft that names a school
  await t.go(`${base}/plan/edit/I`);
  await t.page.fill('#body', 'Otterbrook Primary School');
  await press(t, 'Save');
  await t.go(`${base}/plan/check`);
  await t.expectText('Section I must be empty in a draft');
  await t.check('not ready as a draft');
  const serve = () => record(t, base, 'draft_served', async () => {
    await t.page.check('input[name=served][value=post]');
    await fillDay(t, 'comments_by', day(t, 20));
  });
  await serve();
  if (await t.page.locator('button[name=go][value=confirmed]').count()) await confirm(t);
  await t.expectText('There is a problem', 'Section I must be empty in a draft');
  await t.check('draft refused');
  await t.go(`${base}/plan/edit/I`);
  await t.page.fill('#body', '');
  await press(t, 'Save');
  await t.go(`${base}/letters/preview/na-draft`);
  await t.expectText('The letter cannot be made yet', 'the day until which the family can answer');
  await t.check('letter before it goes');
  await serve();
  await t.check('draft: look once more');
  await confirm(t);
  await t.go(`${base}/plan`);
  await t.expectText('Draft, version 1');

  // the letter on the screen and on paper
  await t.go(`${base}/letters`);
  await t.check('letters');
  await click(t.page, t.page.getByRole('link', { name: /^The draft of / }).first());
  await t.expectText('Please answer by', 'You have the right to ask us to name the school');
  await t.check('letter of the draft');
  await pdf(t, `${new URL(t.page.url()).pathname}.pdf`, 'Please answer by', 'The law gives you at least 15 days');
  await pdf(t, `${base}/plan/1.pdf`, 'Education, health and care plan for', 'B1: Understanding of language');

  // the family rings: keyed in by the officer
  await record(t, base, 'draft_comments', async () => {
    await t.page.fill('[name=comments]', 'Half an hour, please.');
    await t.page.check('input[name=agrees][value=yes]');
    await t.page.fill('[name=setting_wanted]', 'Otterbrook Primary School');
    await t.page.check('input[name=meeting_wanted][value=no]');
  });
  if (await t.page.locator('button[name=go][value=confirmed]').count()) await confirm(t);

  // two writers of one section: nothing is lost
  await t.go(`${base}/plan/edit/F`);
  const second = await t.page.context().newPage();
  await second.goto(`${t.base}${base}/plan/edit/F`);
  await t.page.fill('#body', sections.F.replace('20 minutes', '30 minutes'));
  await press(t, 'Save');
  await second.fill('#body', sections.F.replace('20 minutes', '25 minutes'));
  await press(t, 'Save', second);
  const first = t.page;
  t.page = second;
  await t.expectText('Somebody else was faster', '30 minutes');
  t.ok((await t.page.inputValue('#body')).includes('25 minutes'), 'what was typed is still there');
  await t.check('somebody else was faster');
  await second.close();
  t.page = first;

  // what changed since the draft
  await t.go(`${base}/plan/compare`);
  await t.expectText('Sections that changed: 1', 'Draft, version 1', 'In writing, version 2');
  t.ok((await t.page.locator('del').allInnerTexts()).some((s) => s.includes('20')), 'what was taken out is marked');
  t.ok((await t.page.locator('ins').allInnerTexts()).some((s) => s.includes('30')), 'what was put in is marked');
  await t.check('compare');

  // final: the change is asked about, then it goes
  const final = (follows) => record(t, base, 'final_sent', async () => {
    await t.page.check('input[name=setting_type][value=mainstream]');
    await t.page.fill('[name=signed_by]', 'A Merrick');
    await t.page.check('input[name=health_agreed][value=yes]');
    await t.page.check('input[name=care_agreed][value=yes]');
    if (follows) await t.page.check('input[name=changes_follow][value=yes]');
  });
  await final(false);
  if (await t.page.locator('button[name=go][value=confirmed]').count()) await confirm(t);
  await t.expectText('These sections have changed since the draft: F');
  await t.check('final: changes asked about');
  await final(true);
  if (await t.page.locator('button[name=go][value=confirmed]').count()) await confirm(t);
  await t.go(`${base}/plan`);
  await t.expectText('Final, version 2', 'Type: Mainstream school or nursery');
  t.ok(await t.page.getByRole('link', { name: /^Write/ }).count() === 0, 'a final plan cannot be written on');
  await t.check('final plan');
  await t.go(`${base}/letters`);
  await click(t.page, t.page.getByRole('link', { name: /final plan$/ }).first());
  await t.expectText('You can appeal', 'Mediation', 'The tribunal must have your appeal by');
  await t.check('letter of the final plan');
  await pdf(t, `${new URL(t.page.url()).pathname}.pdf`, 'The tribunal must have your appeal by', 'The council must make sure that the help in section F');

  // without script
  await t.as('officer.liverpool@example.org', { script: false });
  await t.go(`${base}/plan`);
  await t.check('final plan without script');
  await t.go(`${base}/letters`);
  await t.check('letters without script');

  // another borough's officer finds nothing
  await t.as('officer.wirral@example.org');
  const reply = await t.go(`${base}/plan`);
  t.ok(reply.status() === 404, `another council's officer finds no plan (${reply.status()})`);
}
