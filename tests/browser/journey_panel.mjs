// SPDX-License-Identifier: AGPL-3.0-or-later
// A manager makes a panel; its members see what is complete, and decide with reasons.
const press = async (t, what) => { const gone = t.page.waitForNavigation(); await t.page.click(what); await gone; };

export const name = 'A panel decides';

async function queue(t, { script }) {
  await t.go('/panels');
  await t.expectText('Panels', 'Cases waiting');
  if (script) await t.check('panels');
  const rows = await t.page.locator('tbody tr').evaluateAll((all) => all.map((r) => [r.querySelector('a').getAttribute('href'), Number(r.querySelectorAll('td')[1].innerText)]));
  const busy = rows.filter(([, waiting]) => waiting > 0).map(([address]) => address);
  t.ok(busy.length > 0, 'cases wait for a panel');
  await t.go(busy[0] ?? '/panels');
  await t.expectText('waiting', 'Papers', 'Next legal date');
  const csv = await t.page.request.get(`${t.base}${busy[0]}.csv`);
  t.ok(/text\/csv/.test(csv.headers()['content-type']) && (await csv.text()).split('\r\n').length > 2, 'the queue as a spreadsheet');
  if (script) await t.check('queue');
  return t.page.locator('tbody th a').evaluateAll((all) => all.map((e) => e.getAttribute('href')));
}

async function decide(t, { script }) {
  await t.as(`panel.${script ? 'knowsley' : 'liverpool'}@example.org`, { script });
  const cases = await queue(t, { script });
  t.ok(cases.length > 0, 'the queue of the panel holds cases');
  await t.go(cases[0]);
  await t.expectText('Ready to decide?', 'What was said', 'Decide');
  if (script) await t.check('case');
  await press(t, 'main form button[type=submit]');
  await t.expectText('There is a problem');
  if (script) await t.check('case-problem');
  await t.page.locator('input[name=decision]').first().check();
  await t.page.fill('textarea[name=reasons]', 'The needs are long-lasting and the help in school has not been enough.');
  await press(t, 'main form button[type=submit]');
  const text = await t.text();
  t.ok(/The decision has been recorded/.test(text) || /until a later day|can still send papers/.test(text), 'the decision is recorded, or refused because the family may still send papers');
  if (script) await t.check('decided');
  if (/The decision has been recorded/.test(text)) t.ok(!(await t.page.content()).includes(`${cases[0]}"`), 'the case waits no longer');
}

export async function run(t) {
  await t.as('manager.knowsley@example.org');
  await t.go('/panels');
  await t.page.fill('input[name=name]', 'Extra panel <1>');
  await press(t, 'main form button[type=submit]');
  await t.expectText('There is a problem');
  await t.check('make-problem');
  const day = new Date(Date.now() + 40 * 86400000);
  await t.page.fill('input[name=name]', 'Extra panel <1>');
  await t.page.fill('input[name="day-day"]', String(day.getUTCDate()));
  await t.page.fill('input[name="day-month"]', String(day.getUTCMonth() + 1));
  await t.page.fill('input[name="day-year"]', String(day.getUTCFullYear()));
  await t.page.fill('input[name=places]', '12');
  await press(t, 'main form button[type=submit]');
  await t.expectText('The panel has been made', 'Extra panel <1>');
  await t.check('made');
  await t.go('/panels?when=past');
  await t.check('past');
  await decide(t, { script: true });
  await decide(t, { script: false });
  await t.as('panel.knowsley@example.org');
  await t.go('/panels');
  t.ok(await t.page.locator('input[name=places]').count() === 0, 'a member makes no panels');
  await t.as('ep.knowsley@example.org');
  t.ok((await t.go('/panels')).status() === 404, 'an adviser sees no panels');
}
