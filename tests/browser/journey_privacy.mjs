// SPDX-License-Identifier: AGPL-3.0-or-later
// Records that were kept long enough: one proposes, another approves, a hold keeps, a certificate stays.
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

export async function run(t) {
  await disposal(t);
}
