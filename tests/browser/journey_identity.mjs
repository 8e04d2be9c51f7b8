// SPDX-License-Identifier: AGPL-3.0-or-later
// A manager decides about records that may be one child, and puts one back.
export const name = 'A child is told of once';

async function first(t) {
  await t.go('/people/pairs');
  await t.page.click('main table tbody a');
  await t.page.waitForURL(/\/people\/pairs\/\d+$/);
}

async function decide(t, withChecks) {
  await t.go('/people/pairs');
  const before = await t.page.locator('main table tbody tr').count();
  t.ok(before > 0, 'there is something to decide');
  if (withChecks) await t.check('queue');
  await first(t);
  if (withChecks) await t.check('pair');
  await t.press('main form button[type=submit]');
  await t.expectText('There is a problem', 'Choose whether the two records are the same child');
  if (withChecks) await t.check('nothing chosen');
  await t.page.check('input[value=one]');
  await t.press('main form button[type=submit]');
  await t.expectText('The two records are one now');
  t.ok(await t.page.locator('main table tbody tr').count() === before - 1, 'one less waits');
  await t.go('/people/merges');
  if (withChecks) await t.check('joined');
  await t.press('main table button');
  await t.expectText('Put back.');
  t.ok(await t.page.locator('main table tbody tr').count() === before, 'it waits again');
}

export async function run(t) {
  await t.as('manager.liverpool@example.org');
  await decide(t, true);
  await first(t);
  await t.page.check('input[value=both]');
  await t.press('main form button[type=submit]');
  await t.go('/people/pairs?answer=both');
  t.ok(await t.page.locator('main table tbody tr').count() === 1, 'kept both is a list of its own');

  await t.as('manager.knowsley@example.org', { script: false });
  await decide(t, false);
  await t.as('school.liverpool@example.org');
  const reply = await t.go('/people/pairs');
  t.ok(reply.status() === 404, `a school has no such page (${reply.status()})`);
}
