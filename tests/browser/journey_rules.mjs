// SPDX-License-Identifier: AGPL-3.0-or-later
// Anybody reads the rules: what happens, by when, and which law says so.
import { caseOf } from './case.mjs';

export const name = 'Anybody reads the rules';

export async function run(t) {
  await t.go('/rules');
  await t.expectText('The rules and time limits');
  await t.check('list');
  await t.page.getByRole('link', { name: 'Education, health and care needs assessment' }).first().click();
  await t.expectText('How long each step may take', 'Decide whether to assess, and tell the family: Within 6 weeks of the request', '16 weeks', 'Send the final plan: Within 20 weeks of the request',
    'What happens, in order', 'Time limit of the law', 'r4(1), r5(1)-(2) SEND Regulations 2014', 'Read in the law',
    'School closed for 4 weeks or more');
  await t.check('assessment');
  t.ok(await t.page.locator('svg[role=img] title').innerHTML() === 'Education, health and care needs assessment: the way through', 'the picture has a name');
  t.ok(await t.page.locator('svg[role=img] rect').count() === await t.page.locator('#order + ol > li, #ends + ul > li').count(), 'the list says as much as the picture');
  // Without scripts, too: by a word, by a rule's number, by what is not there.
  await t.open({ script: false });
  await t.go('/rules');
  await t.page.fill('#q', 'tribunal mediation');
  await t.page.click('main form button');
  await t.expectText('Mediation and appeal', 'processes for');
  await t.expectNoText('Short breaks');
  await t.check('search');
  await t.go('/rules?q=NA-11');
  t.ok(await t.page.locator('main li h3').count() === 1, 'one process has the rule NA-11');
  await t.go('/rules?q=zebra');
  await t.expectText('0 processes');
  await t.go('/rules');
  for (const href of await t.page.locator('main li h3 a').evaluateAll((all) => all.map((a) => a.getAttribute('href')))) {
    await t.go(href);
    const text = await t.text();
    t.ok(/ISP|XR|HE/.test(href) === text.includes('It shows what may come'), `${href} says whether it is law`);
    t.ok(/ME$/.test(href) || await t.page.locator('svg[role=img]').count() === 1, `${href} has its picture`);
  }
  await t.go('/rules/ISP?law=proposed');
  await t.check('proposed');
  await t.as('parent.review@example.org');
  await t.go(`/my/${await caseOf(t, 'Review of a plan')}`);
  await t.page.click('text=How it all works, and where your case is in it');
  await t.expectText('Your case is at:', 'Your case is here');
  t.ok(await t.page.locator('[aria-current=step]').count() === 1, 'one place is marked');
  await t.check('my way');
  await t.go('/rules/ME');
  await t.expectText('Issued within 20 weeks');
  await t.check('measure');
  await t.go('/rules/no-such-process');
  await t.expectNoText('How long each step may take');
}
