// SPDX-License-Identifier: AGPL-3.0-or-later
// Records that were kept long enough: one proposes, another approves, a hold keeps, a certificate stays. A family asks for a copy of
// what is held, staff look through it, the family has it.
export const name = 'Records are kept as long as they must be and no longer';

async function disposal(t) {
  await t.as('dpo.liverpool@example.org');
  await t.go('/disposal');
  await t.expectText('Records kept long enough', 'Nothing is due', 'Children in care');
  await t.check('nothing-due');
  await t.go('/disposal/runs');
  await t.expectText('There was no run yet');
  await t.go('/disposal/periods');
  await t.expectText('Care Planning, Placement and Case Review', 'Council policy, standard value');
  await t.press('main button[type=submit]');
  await t.expectText('There is a problem');
  await t.check('periods');
  const period = async (rule, years) => {
    await t.page.getByLabel(rule).check();
    await t.page.fill('input[name=years]', years);
    await t.page.fill('textarea[name=reason]', 'Cabinet, 3 March 2026');
    await t.press('main button[type=submit]');
  };
  await period('Children in care', '70');
  await t.expectText('Law does not let this period be so short');
  await period('Children and young people who had no EHC plan', '13');
  await t.expectText('The period is set.', '13 years since');
  await t.go('/disposal');
  await t.expectText('May go', 'The council\'s own period');
  await t.check('due');
  const due = await t.page.locator('tbody tr', { hasText: 'May go' }).allInnerTexts();
  t.ok(due.length > 1, `several records are due (${due.length})`);
  const held = /[A-Z0-9]{8}/.exec(due[0])[0];
  await t.go('/disposal/holds');
  await t.expectText('Nothing is held');
  await t.page.fill('input[name=reference]', held);
  await t.page.fill('textarea[name=reason]', 'A claim was made.');
  await t.press('main button:has-text("Hold them")');
  await t.expectText('The records are held.', 'A claim was made.');
  await t.check('holds');
  await t.go('/disposal');
  await t.expectText('Held');
  await t.press('main button:has-text("Propose these records")');
  await t.expectText('Choose at least one rule');
  await t.page.getByLabel('Children and young people who had no EHC plan:').check();
  await t.press('main button:has-text("Propose these records")');
  await t.expectText('The run is proposed.', 'You proposed this run. Somebody else must look at it');
  await t.expectNoText('Approve and dispose of them', held);
  await t.press('main button:has-text("Take it off the run")');
  await t.expectText('The record is taken off the run.', 'Taken off the run');
  await t.check('run-proposed');
  const run = new URL(t.page.url()).pathname;

  await t.as('officer.liverpool@example.org');
  t.ok((await t.go(run)).status() === 404, 'an officer finds no such run');
  await t.as('manager.liverpool@example.org', { script: false });
  await t.expectText('Records to dispose of');
  await t.go(run);
  await t.press('main button:has-text("Approve and dispose of them")');
  await t.expectText('The run is approved.', 'What went', 'Done');
  await t.check('run-done');
  await t.go('/disposal/certificates');
  await t.expectText('No certificate names anybody', 'Children and young people who had no EHC plan');
  await t.check('certificates');
}

async function copy(t) {
  await t.as('parent.draft@example.org');
  await t.go('/my');
  const ref = /\/my\/([A-Z0-9]{8})/.exec(await t.page.content())[1];
  await t.go(`/my/${ref}`);
  await t.press('main a:has-text("Ask for a copy of everything that is held")');
  await t.press('main button[type=submit]');
  await t.expectText('There is a problem', 'Say what you would like a copy of');
  await t.check('copy-ask');
  await t.page.fill('textarea[name=wanted]', 'Everything, please.');
  await t.press('main button[type=submit]');
  await t.expectText('We have your request.', 'We are putting together a copy', 'within one month');
  const request = /\/my\/([A-Z0-9]{8})/.exec(t.page.url())[1];
  t.ok(request !== ref, 'the request has a reference of its own');
  await t.check('copy-asked');
  await t.go(`/my/${ref}/copy`);
  await t.expectText('You have asked already');
  const family = t.page;

  await t.as('parent.new@example.org');
  t.ok((await t.go(`/my/${request}`)).status() === 404, 'another parent finds no such request');
  await t.as('dpo.liverpool@example.org');
  t.ok((await t.go(`/cases/${request}/copy`)).status() === 404, 'who opens no cases makes no copies');

  await t.as('manager.liverpool@example.org');
  await t.go(`/cases/${request}`);
  await t.press('main a:has-text("Put the copy together")');
  await t.expectText('A copy of what is held', 'What happened', 'Plans');
  await t.check('copy-review');
  await t.page.locator('tr:has-text("What happened") select').first().selectOption('');
  await t.press('main button:has-text("Save")');
  await t.expectText('There is a problem', 'Choose why this is left out');
  await t.page.locator('tr:has(.govuk-error-message) select').first().selectOption('third_party');
  await t.page.fill('textarea[name=words]', 'Nobody Atall');
  await t.press('main button:has-text("Save")');
  await t.expectText('Saved. Nothing was given yet.');
  await t.press('main button:has-text("Make a draft")');
  await t.expectText('The draft is made', 'Nothing was given yet', 'Parts left out: 1', 'Found nowhere: Nobody Atall');
  await t.go(`/cases/${request}/copy`);
  await t.expectText('Look at this');   // the draft itself came since
  await t.press('main button:has-text("Give the copy")');
  await t.expectText('The copy is given', 'The request has ended');
  await t.check('copy-made');

  t.page = family;
  await t.go(`/my/${request}`);
  await t.expectText('Your copy is ready');
  const link = await t.page.locator('main a:has-text(".zip")').first().getAttribute('href');
  const got = await t.page.request.get(t.base + link);
  const bytes = await got.body();
  t.ok(got.status() === 200 && bytes.subarray(0, 2).toString() === 'PK', 'the family downloads an archive');
  t.ok(/attachment/.test(got.headers()['content-disposition']), 'as an attachment');
  await t.check('copy-ready');
}

async function impact(t) {
  await t.as('');
  await t.go('/privacy');
  await t.press('main a:has-text("What is kept, why, who sees it")');
  await t.expectText('Advice for an assessment or a review', 'Article 6(1)(c) legal obligation', 'In force', 'IRMS Information Management Toolkit',
    'A parent learns an address', 'Nothing is allowed that no line here allows');
  await t.check('impact');
  const lines = 'section[aria-labelledby=access] details:has(summary:has-text("Case officer")) table';
  t.ok(!(await t.page.isVisible(lines)), 'what each role may see is opened one at a time');
  await t.page.click('section[aria-labelledby=access] summary:has-text("Case officer")');
  t.ok(await t.page.isVisible(lines), 'and opens');
  await t.expectText('the case belongs to their council');
  await t.expectText('From what age, and who decides', 'from the age of 16', "The child's address");
  for (const table of ['family', 'details', 'sharing', 'kept', 'risks', 'access']) {
    const got = await t.page.request.get(`${t.base}/privacy/impact.csv?table=${table}`);
    t.ok(got.status() === 200 && (await got.text()).split('\n').length > 5, `the table ${table} as a spreadsheet`);
  }
  t.ok((await t.page.request.get(`${t.base}/privacy/impact.csv?table=none`)).status() === 404, 'no such table');
}

export async function run(t) {
  await impact(t);
  await copy(t);
  await disposal(t);
}
