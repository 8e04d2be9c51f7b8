// SPDX-License-Identifier: AGPL-3.0-or-later
// A record is opened in an emergency and the lead looks at it; a paper is kept apart; a family shows its case to the advice service.
export const name = 'What is kept apart, and who opened it all the same';

export async function run(t) {
  await t.as('parent.draft@example.org');
  await t.go('/my');
  const ref = /\/my\/([A-Z0-9]{8})/.exec(await t.page.content())[1];
  await t.go(`/my/${ref}/share`);
  await t.expectText('The advice service cannot see your case.');
  await t.check('share');
  await t.press('main button:has-text("Let the advice service see my case")');
  await t.expectText('Saved.', 'The advice service can see your case. You said yes on');
  const family = t.page;

  await t.as('officer.liverpool@example.org');
  await t.go(`/cases/${ref}/privacy`);
  await t.expectText('Nothing is marked', 'The independent advice service may read the record');
  await t.press('main a:has-text("Mark a part")');
  await t.press('main button[type=submit]');
  await t.expectText('There is a problem');
  await t.check('mark');
  await t.page.getByLabel('Use of the record is restricted').check();
  await t.page.locator('textarea[name=reason]').fill('The family says that a paper is wrong. We are looking at it.');
  await t.press('main button[type=submit]');
  await t.expectText('The part is marked.', 'The whole record', 'Use of the record is restricted. UK GDPR article 18');
  await t.check('privacy');
  await t.press('main button:has-text("End this mark")');
  await t.expectText('It is ended.', 'Ended');

  await t.as('officer.wirral@example.org', { script: false });
  t.ok((await t.go(`/cases/${ref}`)).status() === 404, 'an officer of another council finds no such case');
  await t.go('/emergency');
  await t.page.fill('input[name=reference]', ref);
  await t.page.fill('textarea[name=reason]', 'Found alone at the station tonight; we must know who may fetch the child.');
  await t.check('emergency');
  await t.press('main button[type=submit]');
  await t.expectText('You opened this record in an emergency');

  await t.as('manager.liverpool@example.org');
  await t.expectText('Records opened in an emergency');
  await t.go('/emergency/list');
  await t.expectText('Darren Mossop', 'Found alone at the station');
  await t.check('emergencies');
  await t.press('main button:has-text("I have looked at this")');
  await t.expectText('Noted that you looked at it.', 'Looked at');

  t.page = family;
  await t.go(`/my/${ref}/seen`);
  await t.expectText('opened your record in an emergency');
  await t.go(`/my/${ref}/share`);
  await t.press('main button:has-text("Stop showing my case")');
  await t.expectText('The advice service cannot see your case.');
}
