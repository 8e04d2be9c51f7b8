// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves by mail, read from a real mail server: a forgotten password, invitations of staff, of a family, of an adviser;
// letters on paper and by text message.
import { fill } from './family.mjs';

export const name = 'Mails, text messages, letters on paper';

const officer = 'officer.liverpool@example.org', fresh = 'four other random words';
const nameless = (t, mail, ...names) => {
  for (const one of names) t.ok(!mail.text.includes(one) && !mail.head.includes(one), `the mail does not say ${one}`);
};

async function enter(t, email, password) {
  await t.open();
  await t.go('/sign-in');
  await t.page.fill('#email', email);
  await t.page.fill('#password', password);
  await t.press('form:has(#email) button[type=submit]');
}

async function forgotten(t) {
  const who = 'officer3.sthelens@example.org';
  await t.open({ script: false });
  await t.go('/sign-in');
  await t.press('text=I have forgotten my password');
  await t.check('forgot');
  await t.page.fill('#email', 'no mailbox');
  await t.press('main button[type=submit]');
  await t.check('forgot-wrong');
  const answers = [];
  for (const email of ['nobody.here@example.org', who]) {
    await t.go('/sign-in/forgot');
    await t.page.fill('#email', email);
    await t.press('main button[type=submit]');
    answers.push(await t.page.innerHTML('main'));
  }
  t.ok(answers[0] === answers[1], 'the same answer with and without an account');
  await t.check('forgot-sent');
  const mail = await t.mail(who);
  t.ok(mail.subject === 'Choose a new password', 'the mail says what it is for');
  t.ok(mail.links.length === 1 && mail.links[0].startsWith(`${t.base}/sign-in/reset/`), 'it has one address');
  await t.go(mail.links[0]);
  await t.check('reset');
  await t.page.fill('#password', 'short');
  await t.press('main button[type=submit]');
  await t.expectText('12 characters or more');
  await t.page.fill('#password', fresh);
  await t.press('main button[type=submit]');
  await t.expectText('Your new password is saved');
  t.ok((await t.mail(who)).subject === 'Your password was changed', 'its owner is told');
  t.ok((await t.go(mail.links[0])).status() === 404, 'the address works once');
  await t.check('reset-lost');
  await enter(t, who, fresh);
  await t.expectText('What is waiting for you');
}

async function colleague(t) {
  await t.as('admin@example.org');
  await t.go('/admin/accounts');
  await t.press('text=Invite somebody who works with you');
  await t.check('invite-staff');
  await t.press('main button:has-text("Send the invitation")');
  await t.check('invite-staff-wrong');
  await t.page.fill('#name', 'Nia Newcomer');
  await t.page.fill('#email', 'nia.newcomer@example.org');
  await t.page.check('input[name=role][value=manager]');
  await t.page.check('input[name=authority][value="341"]');
  await t.press('main button:has-text("Send the invitation")');
  await t.expectText('The invitation is on its way', 'Nia Newcomer');
  await t.check('invited-staff');
  const mail = await t.mail('nia.newcomer@example.org');
  nameless(t, mail, 'Newcomer');
  await t.open();
  await t.go(mail.links[0]);
  await t.check('join');
  await t.page.fill('#password', fresh);
  await t.press('main button[type=submit]');
  await enter(t, 'nia.newcomer@example.org', fresh);
  await t.expectText('What is waiting for you');
}

const press = async (t, words) => { await t.page.getByRole('button', { name: words, exact: true }).first().click(); await t.page.waitForLoadState('load'); };

// A new case: its first letter goes on paper, the family is invited and chooses another way, the next letter is told by it.
async function openCase(t) {
  await t.as(officer, { script: false });
  await t.go('/cases/new/NA/request_received');
  await t.came();
  await fill(t, { asker: 'parent', given: 'Olwen', family: 'Tarrant', 'born-day': '4', 'born-month': '5', 'born-year': '2017', address: '1 Elm Road',
    postcode: 'L1 1CC', contact_name: 'Gwen Tarrant', relation: 'mother', difficulties: 'Reading', tried: 'Small group', hopes: 'Reading',
    keep_in_touch: 'post', consent: 'yes', truth: 'yes' });
  await press(t, 'Open the case');
  await t.expectText('It is recorded.', 'Olwen Tarrant');
  return new URL(t.page.url()).pathname;
}

async function paper(t, base) {
  await t.go('/post');
  await t.expectText('Olwen Tarrant');
  await t.check('post');
  const one = t.page.locator('tr', { hasText: 'Olwen Tarrant' }).filter({ hasText: 'Gwen Tarrant' }).locator('input[name=letter]');
  const id = await one.getAttribute('value');
  for (const box of await t.page.locator('input[name=letter]').all()) await box.setChecked(await box.getAttribute('value') === id);
  const [file] = await Promise.all([t.page.waitForEvent('download'), t.page.click('button:has-text("Print the chosen letters")')]);
  t.ok(file.suggestedFilename() === 'letters.pdf', 'the letters come as one PDF');
  await press(t, 'Mark as posted');
  await t.check('post-check');
  await press(t, 'Yes, they are in the post');
  await t.expectText('They are marked as posted');
  await t.expectNoText('Gwen Tarrant');
  await t.go('/post?state=posted');
  await t.expectText('Olwen Tarrant');
  await t.check('post-posted');
  const csv = await t.page.request.get(`${t.base}/post.csv?state=posted`);
  t.ok((await csv.text()).includes('Olwen Tarrant'), 'the list is a spreadsheet too');
}

async function invite(t, base) {
  const reference = base.split('/')[2];
  await t.as(officer);
  await t.go(`${base}/people`);
  await t.press('text=Invite somebody of the family');
  await t.check('invite-family');
  await t.page.check('input[name=contact] >> nth=0');
  await t.page.fill('#email', 'gwen');
  await t.press('main button:has-text("Send the invitation")');
  await t.check('invite-family-wrong');
  await t.page.fill('#email', 'gwen.tarrant@example.org');
  await t.press('main button:has-text("Send the invitation")');
  await t.expectText('The invitation is on its way', 'gwen.tarrant@example.org');
  const mail = await t.mail('gwen.tarrant@example.org');
  t.ok(mail.text.includes(reference), 'the mail has the reference');
  nameless(t, mail, 'Olwen', 'Tarrant');
  await t.open({ script: false });
  await t.go(mail.links[0]);
  await t.page.fill('#email', 'gwen.other@example.org');
  await t.page.fill('#name', 'Gwen Tarrant');
  await t.page.fill('#password', fresh);
  await t.press('main button[type=submit]');
  t.ok(t.page.url().includes(`/my/${reference}`), 'the family is in its case');
  await t.press('text=Choose how we tell you');
  await t.expectText('Now your letters come by post');
  await t.check('told');
  await fill(t, { way: 'text', phone: '0151 496 0000', reminders: 'yes' });
  await press(t, 'Save');
  await t.expectText('Enter a UK mobile phone number');
  await t.check('told-wrong');
  await t.page.fill('#phone', '07700 900123');
  await press(t, 'Save');
  await t.check('told-code');
  const text = await t.textMessage('+447700900123');
  const code = /code is (\d{6})/.exec(text)?.[1];
  t.ok(code, 'the text message has the code');
  await t.page.fill('#code', '000000');
  await press(t, 'Confirm');
  await t.expectText('That code is not right');
  await t.check('told-code-wrong');
  await t.page.fill('#code', code);
  await press(t, 'Confirm');
  await t.expectText('From now on we tell you in this way');
}

async function told(t, base) {
  const reference = base.split('/')[2];
  await t.as(officer, { script: false });
  await t.go(`${base}/do/decision_to_assess`);
  await fill(t, { reasons: 'The needs are not known', decided_by: 'officer' });
  await press(t, 'Save');
  await t.go(`${base}/do/assess_decision_notified`);
  await fill(t, { served: 'email' });
  await press(t, 'Continue');
  await press(t, 'Save');
  const text = await t.textMessage('+447700900123');
  t.ok(text.includes(reference) && text.includes(`${t.base}/my/${reference}`), 'the text message has the reference and where to read');
  t.ok(!text.includes('Olwen') && !text.includes('Tarrant'), 'and no name');
  await t.go('/post');
  await t.expectNoText('Gwen Tarrant');
  await t.go(`${base}/letters`);
  await t.press('text=What was sent to the family');
  await t.expectText('+447700900123', 'On paper', 'gwen.tarrant@example.org');
  await t.check('case-post');
  await t.go('/post/log?way=text');
  await t.expectText('+44...123');
  await t.expectNoText('gwen');
  await t.check('post-log');
  await t.as('admin@example.org');
  await t.go('/admin/post');
  await t.expectText('Password forgotten', 'Invitation of a colleague');
  await t.expectNoText('Olwen', 'gwen.tarrant');
  await t.check('admin-post');
}

async function quiet(t) {
  await t.as('officer2.sthelens@example.org', { script: false });
  await t.go('/account');
  await t.expectText('We send you one mail a day');
  await press(t, 'Turn the mails off');
  await t.expectText('You get no more mails about dates', 'You get no mails about dates');
  await t.check('account-quiet');
  await press(t, 'Turn the mails on');
  await t.expectText('You get mails about dates again');
}

async function adviser(t) {
  await t.as('ep.liverpool@example.org');
  await t.go('/inbox');
  const ask = await t.page.locator('main a[href^="/asks/"]').first().getAttribute('href');
  await t.as('officer.liverpool@example.org');
  await t.go(ask);
  await t.page.fill('#email', 'not one');
  await t.press('button:has-text("Send the address by mail")');
  await t.check('ask-mail-wrong');
  await t.page.fill('#email', 'outside.adviser@example.org');
  await t.press('button:has-text("Send the address by mail")');
  await t.expectText('The mail is on its way');
  const mail = await t.mail('outside.adviser@example.org');
  await t.open();
  t.ok((await t.go(mail.links[0])).status() === 200 && mail.links[0].includes('/answer/'), 'the address opens the ask');
}

export async function run(t) {
  await forgotten(t);
  await colleague(t);
  const base = await openCase(t);
  await paper(t, base);
  await invite(t, base);
  await told(t, base);
  await adviser(t);
  await quiet(t);
}
