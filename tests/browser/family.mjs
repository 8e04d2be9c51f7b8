// SPDX-License-Identifier: AGPL-3.0-or-later
// What the families' journeys share: filling the public form, reckoning legal dates on their own.

export const pdf = { name: 'report from the nursery.pdf', mimeType: 'application/pdf',
  buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n') };
export const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('He hides under the table when it is loud.\n') };

// The day in England now, and weeks after it, in words ("16 February 2026"): reckoned here, not by the program.
export function dayInWords(daysFromNow) {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', day: '2-digit', month: '2-digit', year: 'numeric' }).formatToParts(new Date());
  const [y, m, d] = ['year', 'month', 'day'].map(type => Number(parts.find(p => p.type === type).value));
  const day = new Date(Date.UTC(y, m - 1, d + daysFromNow));
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(day);
}

export async function fill(t, values) {
  for (const [name, value] of Object.entries(values)) {
    if (await t.page.locator(`input[type=radio][name="${name}"]`).count()) await t.page.check(`input[type=radio][name="${name}"][value="${value}"]`);
    else await t.page.fill(`[name="${name}"]`, value);
  }
}
export async function go(t, button = 'Continue') { await t.page.getByRole('button', { name: button, exact: true }).click(); }
// Fills one page of the public form and goes on; the address then ends in `next`.
export async function page(t, heading, values, next, { check = true } = {}) {
  t.ok((await t.page.innerText('h1')).includes(heading), `the page asks "${heading}" (it says "${await t.page.innerText('h1')}")`);
  if (check) await t.check(`request ${heading}`);
  await fill(t, values);
  await go(t);
  t.ok(t.page.url().endsWith(`/${next}`), `"${heading}" leads to ${next} (${t.page.url().replace(/[\w-]{43}/, 'TOKEN')})`);
}
export async function begin(t) {
  await t.go('/');
  await t.page.getByRole('button', { name: 'Start now' }).click();
  await t.expectText('It takes about 30 minutes');
  await go(t, 'Start now');
  t.ok(/\/request\/[\w-]{43}\/asker$/.test(t.page.url()), 'the form begins with who is asking');
}
export const draftAddress = (t) => t.page.url().replace(/(\/request\/[\w-]{43}).*/, '$1');
