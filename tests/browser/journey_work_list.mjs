// SPDX-License-Identifier: AGPL-3.0-or-later
// The officer's and the manager's day: home, work list, filter, spreadsheet, paper, saved search, giving cases away.
export const name = 'The work list: filtered, saved, shared, printed, given away';

const rows = (t) => t.page.locator('.app-work tbody tr');
const references = (t) => t.page.locator('.app-work tbody th .app-reference').allInnerTexts();
const cells = (line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1].replace(/^"|"$/g, '').replace(/""/g, '"')).slice(0, -1);

async function csv(t) {
  const link = await t.page.getAttribute('a[download]', 'href');
  const answer = await t.page.request.get(t.base + link);
  t.ok(/text\/csv/.test(answer.headers()['content-type']), 'the spreadsheet is CSV');
  const lines = (await answer.text()).replace(/^\ufeff/, '').trim().split(/\r?\n/);
  return { head: cells(lines[0]), rows: lines.slice(1).map(cells) };
}

async function filtered(t, how) {
  const all = await references(t);
  t.ok(all.length > 10, 'there are cases');
  const late = await t.page.locator('.app-work tbody tr:has(.govuk-tag--red)').count();
  const marks = await t.page.locator('.app-work tbody tr').evaluateAll((list) => list.map((r) => r.querySelector('.govuk-tag--red') !== null));
  t.ok(late > 0 && marks.indexOf(false) === late && !marks.slice(late).includes(true), 'late cases come first, marked with a word');
  t.ok(/days? late/.test(await rows(t).first().innerText()), 'how late is said in words');

  const whole = await csv(t);
  // A long list is cut into pages; the spreadsheet is whole.
  t.ok(whole.rows.length >= all.length && whole.rows.slice(0, all.length).map((r) => r[0]).join() === all.join(), 'the spreadsheet of the whole list has all its rows');
  const place = whole.rows[0][whole.head.indexOf('Place')];
  await t.page.check('#filter-late');
  await t.page.selectOption('#filter-locality', { label: place });
  await t.press('.moj-filter button[type=submit]');
  t.ok(t.page.url().endsWith(`/work?late=yes&locality=${encodeURIComponent(place)}`), `the address says the filter and no more: ${t.page.url()}`);
  t.ok(await t.page.innerText('#sentence') === `Open cases that are late, in ${place}`, 'the filter reads as a sentence');
  const some = await references(t);
  t.ok(some.length > 0 && some.every((r) => all.includes(r)), 'the filter narrows the list');
  await t.check('filtered' + how);
  const sheet = await csv(t);
  t.ok(sheet.rows.map((r) => r[0]).join() === some.join(), 'the spreadsheet has the rows that are shown, in their order');
  t.ok(sheet.rows.every((r) => r[sheet.head.indexOf('Late')] === 'Yes' && r[sheet.head.indexOf('Place')] === place), 'and says the same of them');
  const address = t.page.url();
  await t.press(`.moj-filter__tag:has-text("Place: ${place}")`);
  t.ok(t.page.url().endsWith('/work?late=yes'), 'pressing a part of the filter takes it away');
  t.ok((await references(t)).length >= some.length, 'and the list is longer again');
  await t.go(address);
  t.ok((await references(t)).join() === some.join(), 'the address alone gives the same list');
  await t.press('text=A page to print');
  t.ok(await t.page.locator('.moj-filter').count() === 0 && (await references(t)).join() === some.join(), 'the page to print has the list alone');
  await t.expectText(`Open cases that are late, in ${place}`);
  await t.check('print' + how);
  await t.press('text=Back to the list');

  await t.go('/work');
  const child = (await t.page.locator('.app-work tbody th a').nth(3).innerText()).trim(), reference = all[3];
  await t.page.fill('#filter-search', child.split(' ').reverse().join(' ').toLowerCase());
  await t.press('.moj-filter button[type=submit]');
  t.ok((await references(t)).includes(reference), 'a child is found by the name, whatever the order and case');
  await t.page.fill('#filter-search', reference.slice(0, 5).toLowerCase());
  await t.press('.moj-filter button[type=submit]');
  t.ok((await references(t)).join() === reference, 'and by the beginning of the reference');
  await t.page.fill('#filter-search', 'nobody of this name');
  await t.press('.moj-filter button[type=submit]');
  await t.expectText('No case fits this filter', 'Show all open cases');
  await t.check('empty' + how);
  await t.go('/work?sort=name');
  const names = (await t.page.locator('.app-work tbody th a').allInnerTexts()).map((n) => n.split(' ').at(-1).toLowerCase());
  t.ok(names.join() === [...names].sort().join(), 'the list can be put in order of names');
}

async function saved(t) {
  await t.go('/work?late=yes&holder=advisers');
  if (await t.page.locator('details:has-text("Save this search"):not([open])').count()) await t.page.click('summary:has-text("Save this search")');
  await t.press('form[action="/work/save"] button');
  await t.expectText('Give the search a name');
  await t.check('save-wrong');
  await t.page.fill('#name', 'Advice that is late');
  await t.page.check('#shared');
  await t.press('form[action="/work/save"] button');
  await t.expectText('The search is saved');
  const count = await rows(t).count();
  await t.go('/home');
  t.ok((await t.page.innerText('#searches')).replace(/\s+/g, ' ').includes(`Advice that is late: ${count}`), 'the home page counts it');
  await t.check('home-officer');
  await t.as('officer2.knowsley@example.org');
  await t.press('#searches a:has-text("Advice that is late")');
  t.ok(await rows(t).count() === count, 'a colleague sees the same list');
  t.ok(await t.page.locator('#searches button').count() === 0, 'and cannot delete it');
  await t.as('officer.liverpool@example.org');
  await t.expectNoText('Advice that is late');
}

async function given(t) {
  await t.as('manager.knowsley@example.org', { script: false });
  await t.check('home-manager');
  await t.press('a:has-text("Late")');
  const late = await references(t);
  await t.press('main button:has-text("Continue")');
  await t.expectText('Choose at least one case', 'Choose who gets the cases');
  await t.check('give-wrong');
  await t.page.check(`#case-${late[0]}`);
  await t.page.selectOption('#give-to', { label: 'Neil Tarrant' });
  await t.press('main button:has-text("Continue")');
  await t.expectText('Check before you give these cases away', 'Neil Tarrant will be the case officer of', late[0]);
  await t.check('give-check');
  const other = await t.page.context().newPage();      // a colleague is faster
  await other.goto(`${t.base}/cases/${late[0]}/do/officer_assigned`);
  await other.locator('main select[name=officer]').selectOption({ index: 1 });
  await Promise.all([other.waitForNavigation(), other.click('main form button[type=submit]')]);
  await other.close();
  await t.press('button:has-text("Give these cases")');
  await t.expectText('These cases changed since they were shown to you');
  await t.check('give-again');
  await t.press('button:has-text("Give these cases")');
  await t.expectText('The cases have a new officer');
  await t.press(`#case-${late[0]} >> xpath=ancestor::tr//a`);
  t.ok(t.page.url().endsWith(`/cases/${late[0]}`), 'the list leads to the case');
  await t.go(`/work?search=${late[0]}`);
  t.ok((await rows(t).first().innerText()).includes('Neil Tarrant'), 'its officer is the one that was chosen');
}

// What a manager seldom needs waits behind "More": one line at the top, by keyboard, with and without script.
async function menu(t) {
  const top = '.govuk-service-navigation__list > li', more = '.app-more__summary', moves = '.app-more__list a:has-text("Moves")';
  await t.go('/work');
  t.ok(await t.page.locator(top).count() === 8, 'seven items and More stand in the menu');
  t.ok(!(await t.page.isVisible(moves)), 'what is seldom needed is closed');
  await t.page.focus(more);
  await t.page.keyboard.press('Enter');
  t.ok(await t.page.isVisible(moves), 'and opens by keyboard');
  await t.check('menu-open');
  if (t.hasScript) {
    await t.page.focus(more);
    await t.page.keyboard.press('Escape');
    t.ok(!(await t.page.isVisible(moves)), 'Escape closes it');
    await t.page.keyboard.press('Enter');
  }
  await t.press(moves);
  t.ok(/^More: Moves/.test(await t.page.innerText(more)), 'the menu says where one is');
}

export async function run(t) {
  for (const script of [true, false]) {
    await t.as('officer.knowsley@example.org', { script });
    await t.go('/work');
    await t.check('all' + (script ? '' : '-plain'));
    await filtered(t, script ? '' : '-plain');
  }
  await saved(t);
  await given(t);
  for (const script of [true, false]) {
    await t.as('manager.knowsley@example.org', { script });
    await menu(t);
  }
  // who has no work list gets none, and no count of it
  for (const email of ['ep.knowsley@example.org', 'school.knowsley@example.org', 'analyst.knowsley@example.org']) {
    await t.as(email);
    const answer = await t.go('/work');
    t.ok(answer.status() === 404, `${email} has no work list`);
    t.ok((await t.page.request.get(`${t.base}/work.csv`)).status() === 404, 'nor its spreadsheet');
    await t.go('/home');
    await t.check(`home-${email.split('.')[0]}`);
  }

  // what is due, in one's own calendar program
  await t.as('officer.knowsley@example.org');
  await t.go('/account');
  await t.press('a:has-text("my own calendar")');
  await t.expectText('never holds the name of a child');
  await t.check('calendar-none');
  await t.press('main button[type=submit]');
  await t.expectText('shown only once');
  await t.check('calendar');
  const calendar = new URL(await t.page.innerText('.app-address code'), t.base);
  await t.as('');
  const dates = await t.page.request.get(t.base + calendar.pathname);
  const days = await dates.text();
  t.ok(dates.headers()['content-type'].startsWith('text/calendar') && /SUMMARY:[A-Z0-9]{8}: /.test(days), 'a calendar program reads what is due');
  const wrong = await t.page.request.get(`${t.base}/calendar/NOSUCHTOKEN/dates.ics`);
  t.ok(wrong.status() === 404, 'another address opens nothing');
}
