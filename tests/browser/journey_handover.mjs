// SPDX-License-Identifier: AGPL-3.0-or-later
// An officer goes away: colleagues stand in and it comes back. A manager sees who has how much, hands over a leaver's cases.
export const name = 'Who has how much work, away and leaving';

const inDays = (n) => new Date(Date.now() + n * 86400000).toISOString().slice(0, 10);
const first = (t) => t.page.locator('main table').last().locator('tbody tr').first();

async function propose(t, kind) {
  await t.page.check(`#kind-${kind}`);
  await t.press('main button:has-text("See the proposal")');
}

async function away(t) {
  await t.as('officer2.wirral@example.org', { script: false });
  await t.go('/work');
  await t.press('a:has-text("Away or leaving")');
  await t.check('handover');
  await t.press('main button:has-text("See the proposal")');
  await t.expectText('There is a problem', 'Choose whether they are away or leave');
  await t.check('handover-wrong');
  await t.page.fill('#from', inDays(0));
  await t.page.fill('#to', inDays(5));
  await propose(t, 'away');
  await t.expectText('who stands in from', 'How the work would lie', 'Share out among');
  await t.check('handover-check');
  const boxes = t.page.locator('input[name=among]');
  for (let i = 1; i < await boxes.count(); i++) await boxes.nth(i).uncheck();
  const taker = (await t.page.locator('label[for^=among-]').first().innerText()).trim();
  await t.press('main button:has-text("Make the proposal again")');
  t.ok(await t.page.locator('main table').first().locator('tbody tr').count() === 1, 'only who is ticked gets something');
  const count = await t.page.locator('select[name^=to-]').count(), reference = (await first(t).locator('.app-reference').innerText()).trim();
  t.ok(count > 0, 'there are cases to pass on');
  await t.press('main button:has-text("Let them stand in")');
  await t.expectText(`${count} cases passed on`);
  await t.check('handover-done');
  await t.go(`/cases/${reference}`);
  await t.expectText(`${taker} (for `, 'until');
  return { count, taker, reference };
}

async function standsIn(t, { taker, reference }) {
  await t.as('manager.wirral@example.org');
  await t.go('/home');
  await t.go('/caseload');
  await t.expectText('Who has how much work', 'Weighted load', 'Away today', 'What a case weighs, and why');
  await t.check('caseload');
  const row = t.page.locator('main table').first().locator('tbody tr', { hasText: taker });
  t.ok(Number(await row.locator('td').last().innerText()) > 0, 'the caseload says that they stand in');
  const late = row.locator('td').nth(3);
  const number = (await late.innerText()).trim();
  const sheet = await (await t.page.request.get(new URL(await t.page.getAttribute('a[download]', 'href'), t.base).href)).text();
  t.ok(sheet.includes(`"${taker}"`), 'the spreadsheet has them too');
  if (await late.locator('a').count()) {
    await t.press(`main table >> nth=0 >> tbody tr:has-text("${taker}") >> td >> nth=3 >> a`);
    await t.expectText(new RegExp(`of ${number}\\b`));
  }
  await t.go(`/work?search=${reference}`);
  await t.expectText(`${taker} (for `);
}

async function back(t, { count, reference }) {
  await t.as('officer2.wirral@example.org');
  await t.go('/handover');
  await t.press('main tbody tr th a');
  await t.expectText('In force', 'Undo all of it');
  await t.check('handover-one');
  await t.press('main button:has-text("Undo all of it")');
  await t.expectText(`${count} cases are back`, 'Undone');
  await t.go(`/cases/${reference}`);
  await t.expectNoText('(for ');
}

// For good: a case that changed between the check and the confirmation is shown again.
async function leaving(t) {
  await t.as('manager.wirral@example.org', { script: false });
  await t.go('/handover');
  const leaver = await t.page.locator('#who option').evaluateAll((list) => list.find((o) => o.label.includes('Lorne'))?.value);
  await t.page.selectOption('#who', leaver);
  await propose(t, 'leaving');
  await t.expectText('who gets the cases');
  const count = await t.page.locator('select[name^=to-]').count(), reference = (await first(t).locator('.app-reference').innerText()).trim();
  const other = await t.page.context().newPage();
  await other.goto(`${t.base}/cases/${reference}/do/officer_assigned`);
  await other.locator('main select[name=officer]').selectOption(leaver.split('-')[1]);
  await Promise.all([other.waitForNavigation(), other.click('main form button[type=submit]')]);
  await other.close();
  await t.press('main button:has-text("Give these cases")');
  await t.expectText(`${count - 1} cases passed on`, 'These cases changed since they were shown to you', reference);
  await t.check('handover-changed');
  await t.press('main button:has-text("Look at them again")');
  t.ok(await t.page.locator('select[name^=to-]').count() === 1, 'only the one that changed is left');
  await t.press('main button:has-text("Give these cases")');
  await t.expectText('1 case passed on');
  await t.press('a:has-text("Cases")');
  await t.expectText('handed over', 'Has it');
  await t.press('main button:has-text("Undo all of it")');
  await t.expectText('cases are back');
}

export async function run(t) {
  const it = await away(t);
  await standsIn(t, it);
  await back(t, it);
  await leaving(t);
  // who gives no cases away has no such page, and no caseloads
  await t.as('ep.wirral@example.org');
  t.ok((await t.go('/handover')).status() === 404, 'an adviser hands nothing over here');
  t.ok((await t.go('/caseload')).status() === 404, 'and sees no caseloads');
  await t.as('officer2.wirral@example.org');
  t.ok((await t.go('/caseload')).status() === 404, 'an officer sees no caseloads of colleagues');
}
