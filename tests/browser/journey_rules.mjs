// SPDX-License-Identifier: AGPL-3.0-or-later
// Anybody reads the rules: what happens, by when, and which law says so.
export const name = 'Anybody reads the rules';

export async function run(t) {
  await t.go('/rules');
  await t.expectText('The rules and time limits');
  await t.check('list');
  await t.page.getByRole('link', { name: 'Education, health and care needs assessment' }).first().click();
  await t.expectText('How long each step may take', '6 weeks: Decide whether to assess', '16 weeks', '20 weeks: Send the final plan',
    'What happens, in order', 'Time limit of the law', 'r4(1), r5(1)-(2) SEND Regulations 2014', 'Read in the law',
    'School closed for 4 weeks or more');
  await t.check('assessment');
  await t.go('/rules/ME');
  await t.expectText('Issued within 20 weeks');
  await t.check('measure');
  await t.go('/rules/no-such-process');
  await t.expectNoText('How long each step may take');
}
