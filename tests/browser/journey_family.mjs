// SPDX-License-Identifier: AGPL-3.0-or-later
// A parent asks, comes back on another device, sends, follows, sends papers, takes the case into an account.
import { begin, dayInWords, draftAddress, fill, go, note, page, pdf } from './family.mjs';

export const name = 'A parent asks for an assessment and follows it';

async function ask(t, { check, given }) {
  await begin(t);
  await page(t, 'Who is asking?', { asker: 'parent' }, 'child', { check });
  await page(t, 'Who is the request about?', { given, family: "O'Hara-Łęcka" }, 'born', { check });

  // no such day, then too old: told beside the field, kept as typed
  await fill(t, { 'born-day': '31', 'born-month': '2', 'born-year': '2017' });
  await go(t);
  await t.expectText('There is a problem', 'Enter a real date');
  t.ok(await t.page.inputValue('[name=born-day]') === '31', 'a wrong date stays as it was typed');
  if (check) await t.check('wrong birth date');
  await fill(t, { 'born-day': '1', 'born-month': '1', 'born-year': '1999' });
  await go(t);
  await t.expectText('An assessment is for children and young people under 25');
  await page(t, 'Date of birth', { 'born-day': '27', 'born-month': '3', 'born-year': '2017' }, 'home', { check: false });

  // nothing answered: all problems at once
  await go(t);
  await t.expectText('Answer this: Address', 'Answer this: Postcode');
  t.ok(await t.page.locator('.govuk-error-summary__list li').count() === 2, 'both problems stand in the summary');
  if (check) await t.check('home with problems');
  await page(t, 'Home address', { address: '1 Alder Road\nHuyton', postcode: 'L36 1AA' }, 'contact', { check: false });

  // stop here; come back in a fresh browser by the address alone
  const saved = draftAddress(t), script = t.script;
  await t.as('', { script });
  await t.go(saved);
  await t.expectText('Your request so far');
  if (check) await t.check('task list');
  await t.page.getByRole('button', { name: 'Go on' }).click();
  await page(t, 'How can we reach you?', { contact_name: 'Ann O\'Hara', relation: 'mother', email: 'ann@example.org' }, 'school', { check });
  await page(t, 'School, nursery or college', { school: 'Lanternfield Primary School' }, 'difficulties', { check });
  await page(t, 'What is hard?', { difficulties: 'Noise, and changes.\nHe cannot sit in the hall.' }, 'tried', { check });
  await page(t, 'What has been tried?', { tried: 'A small group. It helped a little.' }, 'hopes', { check });
  await page(t, 'What do you hope for?', { hopes: 'That he can be in class with the others.' }, 'views', { check });
  await page(t, 'say?', { views: '"I want it to be quiet."' }, 'evidence', { check });

  // two papers, one taken out again
  await t.page.setInputFiles('input[type=file]', [pdf, note]);
  await go(t, 'Add these papers');
  await t.expectText(pdf.name, note.name);
  if (check) await t.check('papers added');
  await t.page.getByRole('button', { name: `Remove ${note.name}` }).click();
  await t.expectText(pdf.name);
  t.ok(!(await t.page.innerText('main')).includes(note.name), 'the paper is taken out');
  await go(t);
  await page(t, 'Keeping in touch', { keep_in_touch: 'phone' }, 'contact', { check });
  await t.expectText('Give a phone number if we are to ring you');       // an answer further on made this page wrong
  await fill(t, { phone: '0151 496 0123' });
  await go(t);
  await t.go(`${saved}/consent`);
  await page(t, 'Consent', { consent: 'yes', truth: 'yes' }, 'check', { check });

  await t.expectText('Check your answers', "O'Hara-Łęcka", '27 March 2017', pdf.name, 'By phone');
  if (check) await t.check('check answers');
  await t.page.getByRole('link', { name: 'Change What would you like to be different?' }).click();
  await fill(t, { hopes: 'A quiet place.' });
  await go(t);
  t.ok(t.page.url().endsWith('/check'), 'a change leads back to the check page');
  await t.expectText('A quiet place.');
  await go(t, 'Send the request');
  await t.expectText('Request sent', dayInWords(42), 'in 6 weeks');
  if (check) await t.check('sent');
  return { saved, link: await t.page.inputValue('#link'), reference: await t.page.innerText('.govuk-panel__body strong') };
}

async function follow(t, { link, reference, given, check }) {
  await t.go(link);
  await t.expectText('Where is it now?', reference, given, 'We have your request', 'Knowsley', 'By ' + dayInWords(42), 'in 6 weeks');
  await t.expectText(dayInWords(7 * 20));                // the final plan
  t.ok(await t.page.locator('[aria-current=step]').count() === 1, 'one part of the way is now');
  t.ok(await t.page.locator('meta[name=robots][content*=noindex]').count() === 1, 'no search engine keeps it');
  if (check) await t.check('tracker');
  await t.page.getByText('Why this date?').first().click();
  await t.expectText('r5(1)');
  const calendar = await (await t.page.request.get(`${link}/dates.ics`)).text();
  t.ok(calendar.startsWith('BEGIN:VCALENDAR') && !calendar.includes(given) && !calendar.includes('Hara'), 'the calendar names nobody');
  await t.go(`${link}?view=easy`);
  if (check) await t.check('easy read');
  await t.expectText('Who has it', 'What comes next');

  await t.go(link);
  await t.page.getByRole('button', { name: 'Send papers' }).click();
  await go(t, 'Send');
  await t.expectText('There is a problem');
  if (check) await t.check('send papers with a problem');
  await fill(t, { what: 'A note from home' });
  await t.page.setInputFiles('input[type=file]', [note]);
  await go(t, 'Send');
  await t.expectText('We have it. Thank you.', 'Papers came in', note.name);
  if (check) await t.check('papers sent');
  await t.page.getByRole('link', { name: 'See who opened this record' }).click();
  await t.expectText('Who opened this record', 'private link');
  if (check) await t.check('who opened it');
}

async function claim(t, { link, email, given, check }) {
  const script = t.script;
  await t.go(link);
  await t.page.getByRole('link', { name: 'Make an account or sign in' }).click();
  await go(t, 'Make the account');
  await t.expectText('There is a problem');
  if (check) await t.check('claim with problems');
  await fill(t, { name: 'Ann O\'Hara', email, password: 'lantern otter quill' });
  await t.page.check('#close');
  await go(t, 'Make the account');
  await t.expectText('The private link does not work any more', given, 'Where is it now?');
  if (check) await t.check('claimed');

  await t.as('', { script });
  const gone = await t.go(link);
  t.ok(gone.status() === 404, 'the switched-off link opens nothing');
  await t.expectText('This private link does not work');
  await t.expectNoText(given);
  if (check) await t.check('link switched off');
  await t.go('/sign-in');
  await fill(t, { email, password: 'lantern otter quill' });
  await t.page.click('main button[type=submit]');
  await t.go('/my');
  await t.expectText('My cases', given);
  if (check) await t.check('my requests');
  await t.page.getByRole('link', { name: new RegExp(given) }).click();
  await t.expectText('Where is it now?', 'Papers came in');
}

async function walk(t, { script, given }) {
  const check = script;                                  // the same pages need the slow checks once
  t.script = script;
  await t.as('', { script });
  await t.go('/');
  if (check) await t.check('start');
  const sent = await ask(t, { check, given });

  // the back button and the saved address lead to the same case, not to a second one
  await t.go(`${sent.saved}/check`);
  await t.expectText('Request sent', sent.reference);
  await t.go('/back');
  await fill(t, { address: 'https://example.org/nothing' });
  await go(t, 'Open it');
  await t.expectText('This is not one of our private addresses');
  if (check) await t.check('wrong private address');
  await fill(t, { address: `  ${sent.link}?said=hello ` });
  await go(t, 'Open it');
  await t.expectText(sent.reference);
  await follow(t, { ...sent, given, check });
  await claim(t, { ...sent, given, email: `ann.${Date.now()}@example.org`, check });
}

export async function run(t) {
  await walk(t, { script: true, given: 'Zoë' });
  await walk(t, { script: false, given: 'Żaneta' });
}
