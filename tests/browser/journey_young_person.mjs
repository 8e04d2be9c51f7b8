// SPDX-License-Identifier: AGPL-3.0-or-later
// A young person asks for themselves: 15 is refused, at 16 the form says "you"; they follow it in their own account.
import { begin, dayInWords, fill, go, page } from './family.mjs';

export const name = 'A young person asks for themselves';

export async function run(t) {
  for (const script of [true, false]) {
    const check = script, year = new Date().getFullYear();
    t.script = script;
    await t.as('', { script });
    await begin(t);
    await page(t, 'Who is asking?', { asker: 'young_person' }, 'child', { check });
    await page(t, 'What is your name?', { given: 'Sam', family: 'Reed' }, 'born', { check });
    await fill(t, { 'born-day': '1', 'born-month': '1', 'born-year': String(year - 15) });
    await go(t);
    await t.expectText('A young person can ask for themselves from 16');
    if (check) await t.check('too young');
    await page(t, 'When were you born?', { 'born-day': '1', 'born-month': '1', 'born-year': String(year - 17) }, 'home', { check: false });
    await page(t, 'Where do you live?', { address: '2 Amber Lane', postcode: 'L35 1AA' }, 'council', { check });
    await page(t, 'Which council do you pay council tax to?', { council: 'other' }, 'council', { check });
    await t.expectText('We can only pass on requests to the councils in this list');
    await page(t, 'Which council', { council: '342' }, 'contact', { check: false });
    t.ok(await t.page.locator('[name=relation]').count() === 0, 'nobody asks who they are to themselves');
    await page(t, 'How can we reach you?', { email: 'sam@example.org' }, 'school', { check });
    await page(t, 'Your school or college', {}, 'difficulties', { check });
    await t.expectText('What is hard for you?');
    await t.expectNoText('your child', 'the child');
    await page(t, 'What is hard?', { difficulties: 'Maths and noise' }, 'tried', { check });
    await page(t, 'What', { tried: 'Nothing yet' }, 'hopes', { check });
    await page(t, 'What', { hopes: 'College' }, 'views', { check });
    await page(t, 'Anything else you want us to know?', {}, 'evidence', { check });
    await go(t);
    await page(t, 'Keeping in touch', { keep_in_touch: 'email' }, 'consent', { check });
    await page(t, 'Consent', { consent: 'yes', truth: 'yes' }, 'check', { check: false });
    if (check) await t.check('check answers');
    await go(t, 'Send the request');
    await t.expectText('Request sent', dayInWords(42));
    const link = await t.page.inputValue('#link');
    await t.go(link.replace('/track/', '/claim/'));
    if (check) await t.check('claim');
    await fill(t, { name: 'Sam Reed', email: `sam.${Date.now()}@example.org`, password: 'amber hill window' });
    await go(t, 'Make the account');
    await t.expectText('Where is it now?', 'St Helens', 'Sam Reed');
    if (check) await t.check('tracker');
    // not switched off: the link goes on working
    await t.as('', { script });
    await t.go(link);
    await t.expectText('Where is it now?');
  }
}
