// SPDX-License-Identifier: AGPL-3.0-or-later
// A process that exists only as text (tests/cases/pathway/library-card.txt) is walked to its end in the browser: the
// same program, a folder of rulebook text, no new C.
import { spawn, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';

export const name = 'A made-up process of text alone';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.WAYMARK_PROGRAM ?? `${root}build/asan/waymark`;
const port = Number(process.env.WAYMARK_TEST_PORT ?? '18099') + 5;
const folder = `${root}build/browser/made-up`, store = `${root}build/browser/made-up.db`;

async function serve() {
  rmSync(folder, { recursive: true, force: true });
  for (const end of ['', '-wal', '-shm']) rmSync(store + end, { force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(`${root}rulebook`, folder, { recursive: true });
  cpSync(`${root}tests/cases/pathway/library-card.txt`, `${folder}/pathway/library-card.txt`);
  execFileSync(program, ['migrate', '--db', store], { stdio: 'ignore' });
  execFileSync(program, ['demo', '--scale', '0.001', '--db', store], { stdio: 'ignore' });
  const server = spawn(program, ['serve', '--db', store, '--rulebook', folder, '--listen', `127.0.0.1:${port}`, '--second-factor', 'optional', '--confine', 'no'], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let i = 0; i < 150; i++) {
    try { if ((await fetch(`http://127.0.0.1:${port}/health/ready`)).ok) return server; } catch { /* not yet */ }
    await new Promise((done) => setTimeout(done, 100));
  }
  server.kill('SIGKILL');
  throw new Error('the server did not become ready');
}

const press = async (t, words) => { await t.page.getByRole('button', { name: words, exact: true }).first().click(); await t.page.waitForLoadState('load'); };
async function record(t, base, event, { pick, confirm, before } = {}) {
  await t.go(`${base}/do/${event}`);
  if (before) await before();
  if (pick) await t.page.selectOption('select[name=asks]', { index: pick });
  await press(t, confirm ? 'Continue' : 'Save');
  if (confirm) await press(t, 'Save');
  await t.expectText('It is recorded.');
}

export async function run(t) {
  const server = await serve(), was = t.base;
  t.base = `http://127.0.0.1:${port}`;
  try {
    await t.as('officer.liverpool@example.org');
    await t.go('/cases/new');
    await t.expectText('Card asked for', 'Library card');
    await t.check('open a case');
    await t.page.getByRole('link', { name: 'Card asked for' }).click();
    await press(t, 'Open the case');
    await t.expectText('There is a problem', 'Answer this: Date of birth');
    await t.check('what is missing');
    for (const [field, value] of Object.entries({ given: 'Pip', family: 'Lantern', address: '1 Elm Road', postcode: 'L1 1CC', contact_name: 'Kim Lantern',
      'born-day': '4', 'born-month': '5', 'born-year': '2015' })) await t.page.fill(`[name="${field}"]`, value);
    await press(t, 'Open the case');
    await t.expectText('It is recorded.', 'Pip Lantern', 'Asked for', 'Decide about the card', 'Library card');
    const base = new URL(t.page.url()).pathname;
    await t.check('a case of it');
    await t.go(`${base}/why/LIB-01`);
    await t.expectText('Within 5 working days', 'Library rules 1 (new)', 'Saturdays and Sundays');
    await t.check('why');
    await t.go(`${base}/do/opinion_asked`);
    await t.check('whom to ask');
    if (await t.page.locator('[name="asks-find"]').count()) {
      await t.page.fill('[name="asks-find"]', 'school');
      await t.page.getByRole('button', { name: 'Find' }).first().click();
    }
    const choice = t.page.locator('select[name=asks]');
    if (await choice.count()) await choice.selectOption({ index: 1 });
    else await t.page.locator('input[name=asks]').first().check();
    await press(t, 'Save');
    await t.expectText('With the neighbours', 'Waiting for', 'The neighbour library answers');
    await record(t, base, 'question_received');
    await record(t, base, 'opinion_given');
    await record(t, base, 'card_granted');
    await t.expectText('Granted', 'Hand out the card');
    await record(t, base, 'card_issued', { confirm: true });
    await t.expectText('Handed out', 'This ended on');
    await t.check('ended');
    await t.go('/rules/LIB');
    await t.expectText('Library card');
  } finally {
    server.kill('SIGTERM');
    t.base = was;
  }
}
