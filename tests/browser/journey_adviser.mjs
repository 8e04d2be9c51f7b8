// SPDX-License-Identifier: AGPL-3.0-or-later
// An adviser answers from the team's inbox; an outside adviser answers by a one-time link that an officer made.
const press = async (t, what) => { const gone = t.page.waitForNavigation(); await t.page.click(what); await gone; };

export const name = 'Advisers answer what they are asked';

const files = (name) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') });

async function inbox(t, { check }) {
  await t.go('/inbox');
  await t.expectText('Inbox', 'first due first');
  if (check) await t.check('inbox');
  const due = await t.page.locator('td[data-label="Due"] time').evaluateAll((all) => all.map((e) => e.dateTime));
  t.ok(due.length > 0 && due.every((d, i) => i === 0 || due[i - 1] <= d), `the inbox is in order of the day due: ${due.join(' ')}`);
  return t.page.locator('tbody th a').evaluateAll((all) => all.map((e) => e.getAttribute('href')));
}

async function answer(t, { check, text }) {
  await press(t, 'a:has-text("Answer now")');
  if (check) await t.check('answer-form');
  await press(t, 'main button[type=submit]');
  await t.expectText('There is a problem');
  t.ok((await t.page.title()).startsWith('Error: '), 'the title says that there is an error');
  if (check) await t.check('answer-problem');
  await t.page.check('input[name=known][value=known]');
  await t.page.fill('textarea[name=needs]', text);
  await t.page.setInputFiles('input[name=files]', files('school report.pdf'));
  await press(t, 'main button[type=submit]');
  await t.expectText('There is a problem', 'school report.pdf');                    // the file is kept while the rest is put right
  t.ok(await t.page.inputValue('textarea[name=needs]') === text, 'what was typed is still there');
  await t.page.fill('textarea[name=provision]', 'Weekly work with a speech therapist, 30 minutes, for two terms.');
  await t.page.fill('textarea[name=outcomes]', 'By July: asks for help without prompting.');
  await press(t, 'main button[type=submit]');
}

async function walk(t, { script, who }) {
  const check = script;
  await t.as(`ep.${who}@example.org`, { script });
  const asks = await inbox(t, { check });
  t.ok(asks.length > 0, 'the team is asked for something');
  await t.go(asks[0]);
  await t.expectText('What the council wants to know', 'When the answer is due', 'Papers that you may see');
  await t.page.click('summary:has-text("Why this date?")').catch(() => {});
  await t.expectText('6 weeks');
  if (check) await t.check('ask');
  if (await t.page.locator('a:has-text("We take this on")').count()) {
    await press(t, 'a:has-text("We take this on")');
    if (check) await t.check('accept');
    await press(t, 'main button[type=submit]');
    await t.expectText('That has been recorded', 'Accepted');
  }
  await press(t, 'a:has-text("Ask the council something")');
  await t.page.fill('textarea', 'May I see <the> last report of the school?');
  await press(t, 'main button[type=submit]');
  await t.expectText('May I see <the> last report of the school?', 'Question asked');
  if (check) await t.check('asked-back');
  await answer(t, { check, text: 'Needs help with "speech" & language.\n- at school\n- at home' });
  await t.expectText('Your answer has been sent', 'What became of it', 'Needs help with "speech" & language.', 'school report.pdf');
  if (check) await t.check('answered');
  await t.go('/inbox?state=answered');
  await t.expectText('Answered');
  t.ok(await t.page.locator('tbody th a').first().getAttribute('href') === asks[0], 'what was answered last stands first');
  if (check) await t.check('inbox-answered');
  const csv = await t.page.request.get(`${t.base}/inbox.csv?state=all`);
  t.ok(csv.ok() && /text\/csv/.test(csv.headers()['content-type']) && (await csv.text()).split('\r\n').length > 2, 'the inbox as a spreadsheet');
  // somebody else's case says nothing
  const other = await t.go('/asks/AAAAAAAA/advice-ep');
  t.ok(other.status() === 404, 'an ask that is not ours is not there');
  return asks;
}

async function link(t, { script, reference, subject, check }) {
  await t.as('officer.knowsley@example.org', { script });
  const page = await t.go(`/asks/${reference}/${subject}`);
  t.ok(page.status() === 200, 'the officer sees the ask too');
  await t.expectText('Adviser reminded', 'Make a one-time link');
  if (check) await t.check('officer-ask');
  await press(t, 'a:has-text("Adviser reminded")');
  await press(t, 'main button[type=submit]');
  await t.expectText('That has been recorded', 'Adviser reminded');
  await press(t, 'button:has-text("Make a one-time link")');
  await t.expectText('it is shown only once');
  if (check) await t.check('one-time-link');
  const address = new URL(await t.page.innerText('.app-address code'), t.base);
  await t.as('', { script });
  await t.go(address.pathname);
  await t.expectText('What the council wants to know');
  if (check) await t.check('link-ask');
  const paper = t.page.locator('.app-papers a').first();
  if (await paper.count()) {
    const got = await t.page.request.get(new URL(await paper.getAttribute('href'), t.base).href);
    t.ok(got.ok(), 'a paper of the request opens through the link');
  }
  await answer(t, { text: 'Independent view.' });
  await t.expectText('Your answer has been sent', 'opens nothing any more');
  if (check) await t.check('link-sent');
  const again = await t.go(address.pathname);
  t.ok(again.status() === 410, 'the link works once');
  await t.expectText('was sent on', 'do not need to send it again');
}

export async function run(t) {
  const asks = await walk(t, { script: true, who: 'knowsley' });
  await walk(t, { script: false, who: 'liverpool' });
  for (const [i, script] of [[1, true], [2, false]]) {
    if (!asks[i]) continue;
    const [, , reference, subject] = asks[i].split('/');
    await link(t, { script, reference, subject, check: script });
  }
  await t.as('school.knowsley@example.org');
  const refused = await t.go('/inbox');
  t.ok([200, 404].includes(refused.status()), 'a school has its own list');
}
