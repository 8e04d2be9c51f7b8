// SPDX-License-Identifier: AGPL-3.0-or-later
// A SENCO sees the pupils with a case, what is asked of the school, and answers.
const press = async (t, what) => { const gone = t.page.waitForNavigation(); await t.page.click(what); await gone; };

export const name = 'A school and its pupils';

async function walk(t, { script, who }) {
  await t.as(`school.${who}@example.org`, { script });
  await t.go('/school');
  await t.expectText('Pupils with a case', 'Ask for an assessment for a pupil');
  if (script) await t.check('pupils');
  const rows = await t.page.locator('table:has(th:has-text("Pupil")) tbody tr, #done li').count();
  t.ok(rows > 0, `the school has pupils with a case (${rows})`);
  const csv = await t.page.request.get(`${t.base}/school.csv`);
  t.ok(csv.ok() && (await csv.text()).trim().split('\r\n').length === rows + 1, 'the spreadsheet has the same pupils');
  const ask = t.page.locator('a[href^="/asks/"]').first();
  if (await ask.count()) {
    await ask.click();
    await t.expectText('When the answer is due', 'About whom');
    if (script) await t.check('asked');
    if (await t.page.locator('a:has-text("Answer now")').count()) {
      await press(t, 'a:has-text("Answer now")');
      if (script) await t.check('answer');
    }
  }
  await t.go('/school');
  await press(t, 'a:has-text("Ask for an assessment for a pupil")');
  t.ok(/\/request/.test(t.page.url()), 'a request can be begun for a pupil');
  if (script) await t.check('request');
}

export async function run(t) {
  await walk(t, { script: false, who: 'knowsley' });
  await walk(t, { script: true, who: 'sthelens' });
  await t.as('ep.knowsley@example.org');
  t.ok((await t.go('/school')).status() === 404, 'an adviser has no pupils');
}
