// SPDX-License-Identifier: AGPL-3.0-or-later
// A school asks: it says who the parents are, and gets the reference but not the family's private link.
import { begin, draftAddress, fill, go, page } from './family.mjs';

export const name = 'A school asks for an assessment';

export async function run(t) {
  await begin(t);
  await page(t, 'Who is asking?', { asker: 'school' }, 'child', { check: false });
  await page(t, 'Who is the request about?', { given: 'Omar', family: 'Price' }, 'born', { check: false });
  await page(t, 'Date of birth', { 'born-day': '5', 'born-month': '9', 'born-year': '2018' }, 'home', { check: false });
  await page(t, 'Home address', { address: '4 Amber Lane', postcode: 'CH41 1ZZ' }, 'contact', { check: false });
  await page(t, 'How can we reach you?', { contact_name: 'Julie Harbord', relation: 'SENCO', email: 'senco@example.org' }, 'parent', { check: false });
  await go(t);
  await t.expectText('Answer this: Name of a parent', 'Answer this: How to reach the parent');
  await t.check('parents with problems');
  await page(t, 'The parents', { parent_name: 'Dana Price', parent_contact: '0151 496 0777' }, 'school', { check: false });
  await page(t, 'School, nursery or college', {}, 'difficulties', { check: false });
  const saved = draftAddress(t);
  for (const [id, values] of [['difficulties', { difficulties: 'Talking' }], ['tried', { tried: 'A group' }], ['hopes', { hopes: 'Friends' }],
    ['views', {}], ['evidence', {}], ['keep-in-touch', { keep_in_touch: 'email' }], ['consent', { consent: 'yes', truth: 'yes' }]]) {
    await t.go(`${saved}/${id}`);
    await fill(t, values);
    await go(t);
  }
  await t.go(saved);
  await t.expectText('You have answered everything');
  await t.check('all pages done');
  await t.page.getByRole('button', { name: 'Check your answers' }).click();
  await t.expectText('Dana Price');
  await go(t, 'Send the request');
  await t.expectText('Request sent', 'It will write to the parents');
  t.ok(await t.page.locator('#link').count() === 0, 'the school gets no private link');
  t.ok(!(await t.page.content()).includes('/track/'), 'nor one hidden in the page');
  await t.check('sent by a school');

  // somebody who does not want to go on can take everything back
  await begin(t);
  const other = draftAddress(t);
  await t.go(other);
  await t.page.getByText('I do not want to go on').click();
  await go(t, 'Delete my answers');
  await t.expectText('Your answers are deleted');
  await t.check('deleted');
  await t.go(other);
  await t.expectText('We cannot find these answers');
  await t.check('lost');
}
