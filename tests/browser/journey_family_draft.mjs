// SPDX-License-Identifier: AGPL-3.0-or-later
// A parent with an account reads the draft plan and answers it.
import { caseOf } from './case.mjs';
import { fill, go } from './family.mjs';

export const name = 'A parent answers the draft plan';

export async function run(t) {
  await t.as('parent.draft@example.org');
  await t.go('/my');
  await t.check('my requests');
  await t.go(`/my/${await caseOf(t, 'Education, health and care needs assessment')}`);
  await t.expectText('The draft plan is with you', 'You have it', 'You have at least 15 days');
  await t.check('tracker with the draft');
  const base = t.page.url();
  await t.page.getByRole('link', { name: 'Read the draft plan' }).click();
  await t.expectText('Section A');
  await t.check('draft plan');
  await t.go(base);
  await t.page.locator('main a[href$="/do/draft_comments"]').click();
  await fill(t, { agrees: 'no' });
  await go(t, 'Send');
  await t.expectText('There is a problem', 'Tell us what is wrong or missing', 'Answer this: Would you like a meeting?');
  await t.check('comments with problems');
  await fill(t, { comments: 'The quiet place is missing.', setting_wanted: 'Otterbrook Primary School', meeting_wanted: 'yes' });
  await go(t, 'Send');
  await t.expectText('We have it. Thank you.', 'You told the council what you think of the draft');
  await t.check('answered');
  await t.go(`${base}?view=easy`);
  await t.check('easy read');

  await t.as('parent.new@example.org', { script: false });
  await t.go(`/my/${await caseOf(t, 'Education, health and care needs assessment')}`);
  await t.expectText('We have your request');
  await t.go(base);                                      // somebody else's case does not exist for them
  await t.expectNoText('The draft plan is with you', 'We are finishing the plan');
}
