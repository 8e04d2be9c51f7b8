// SPDX-License-Identifier: AGPL-3.0-or-later
// What leaves by mail, read from a real mail server: a forgotten password, invitations of staff, of a family, of an adviser.
export const name = 'Mails: a forgotten password, invitations';

const fresh = 'four other random words';
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
  const who = 'officer3.knowsley@example.org';
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

async function family(t) {
  await t.as('officer3.liverpool@example.org');
  await t.go('/work');
  await t.press('table tbody a >> nth=0');
  const reference = /\/cases\/([A-Z0-9]+)/.exec(t.page.url())[1];
  await t.go(`/cases/${reference}/people`);
  await t.press('text=Invite somebody of the family');
  await t.check('invite-family');
  await t.page.check('input[name=contact][value="0"]');
  await t.page.fill('#name', 'Gwen Guardian');
  await t.page.check('input[name=kind][value=parent]');
  await t.page.fill('#email', 'gwen');
  await t.press('main button:has-text("Send the invitation")');
  await t.check('invite-family-wrong');
  await t.page.fill('#email', 'gwen.guardian@example.org');
  await t.press('main button:has-text("Send the invitation")');
  await t.expectText('The invitation is on its way', 'Gwen Guardian');
  const child = (await t.page.innerText('.moj-identity-bar__title')).trim().split(/\s+/);
  const mail = await t.mail('gwen.guardian@example.org');
  t.ok(mail.text.includes(reference), 'the mail has the reference');
  nameless(t, mail, ...child, 'Guardian,');
  await t.open({ script: false });
  await t.go(mail.links[0]);
  await t.page.fill('#email', 'gwen.other@example.org');
  await t.page.fill('#name', 'Gwen Guardian');
  await t.page.fill('#password', fresh);
  await t.press('main button[type=submit]');
  t.ok(t.page.url().includes(`/my/${reference}`), 'the family is in its case');
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
  await family(t);
  await adviser(t);
}
