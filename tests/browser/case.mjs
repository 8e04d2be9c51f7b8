// SPDX-License-Identifier: AGPL-3.0-or-later
// What journeys of officers share: opening a case for a child that is known, recording what happened.

export const press = async (t, words) => { await Promise.all([t.page.waitForNavigation(), t.page.getByRole('button', { name: words, exact: true }).first().click()]); };

// Who the child of this case is, as the form of a new case asks.
export async function personOf(t, reference) {
  await t.go(`/cases/${reference}`);
  const bar = await t.page.locator('.moj-identity-bar').innerText();
  const [given, ...rest] = (await t.page.locator('.moj-identity-bar__title').innerText()).split(' ');
  const born = new Date(`${/Born (\d+ \w+ \d{4})/.exec(bar)[1]} UTC`).toISOString().slice(0, 10).split('-').map(Number);
  return { given, family: rest.join(' '), 'born-day': String(born[2]), 'born-month': String(born[1]), 'born-year': String(born[0]) };
}

// The reference of the case of this process that whoever is signed in has in "My cases": open ones come first.
export async function caseOf(t, process) {
  await t.go('/my');
  const link = t.page.locator('main a[href^="/my/"]', { hasText: `: ${process}` }).first();
  t.ok(await link.count() === 1, `the family has a case "${process}"`);
  return (await link.getAttribute('href')).split('/')[2];
}

// The child whose assessment the family has, as the officer who stays signed in knows it.
export async function childOf(t, family, officer) {
  await t.as(family);
  const known = await caseOf(t, 'Education, health and care needs assessment');
  await t.as(officer);
  return personOf(t, known);
}

// Opens a process of this child (PATHWAY/event); its address.
export async function open(t, event, child, fields) {
  await t.go(`/cases/new/${event}`);
  await t.came();
  for (const [field, value] of Object.entries({ ...child, address: '1 Elm Road', postcode: 'L1 1CC', contact_name: 'A parent' })) await t.page.fill(`[name="${field}"]`, value);
  for (const [field, value] of Object.entries(fields)) {
    if (await t.page.locator(`input[type=radio][name="${field}"]`).count()) await t.page.check(`input[name="${field}"][value="${value}"]`);
    else await t.page.fill(`[name="${field}"]`, value);
  }
  await press(t, 'Open the case');
  await t.page.locator('input[name=person]').first().check();
  await press(t, 'Open the case');
  return new URL(t.page.url()).pathname;
}

// Records one event on a case.
export async function record(t, address, event, fields = {}, button = 'Save') {
  await t.go(`${address}/do/${event}`);
  await t.came();
  for (const [field, value] of Object.entries(fields)) {
    if (Array.isArray(value)) for (const one of value) await t.page.check(`input[name="${field}"][value="${one}"]`);
    else if (await t.page.locator(`input[type=radio][name="${field}"]`).count()) await t.page.check(`input[name="${field}"][value="${value}"]`);
    else if (await t.page.locator(`select[name="${field}"]`).count()) await t.page.selectOption(`select[name="${field}"]`, value);
    else await t.page.fill(`[name="${field}"]`, value);
  }
  if (await t.page.getByRole('button', { name: 'Continue', exact: true }).count()) await press(t, 'Continue');
  await press(t, button);
}

// Records what a case taught, for a team.
export async function learn(t, address, theme, text, change) {
  await t.go(`${address}/do/lesson_learned`);
  await t.page.check(`input[name=theme][value=${theme}]`);
  if (await t.page.locator('select[name=team]').count()) await t.page.selectOption('select[name=team]', { index: 1 });
  else {
    await t.page.fill('[name="team-find"]', 'SEN');
    await Promise.all([t.page.waitForNavigation(), t.page.locator('button[name=find][value=team]').click()]);
    await t.page.locator('input[type=radio][name=team]').first().check();
  }
  await t.page.fill('[name=text]', text);
  await t.page.fill('[name=change]', change);
  await press(t, 'Save');
}
