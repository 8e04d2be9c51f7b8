// SPDX-License-Identifier: AGPL-3.0-or-later
// Fills a small demonstration area, serves it with the program under ASan, walks every journey in Chromium.
//   node tests/browser/run.mjs [PART OF A NAME ...]     WAYMARK_BASE=http://... uses a server that runs already
//   WAYMARK_TEST_STORE=postgresql://... serves it from there
import { spawn, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { openBrowser, Walk } from './harness.mjs';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.WAYMARK_PROGRAM ?? `${root}build/asan/waymark`;
const port = process.env.WAYMARK_TEST_PORT ?? '18099';
const base = process.env.WAYMARK_BASE ?? `http://127.0.0.1:${port}`;
const store = process.env.WAYMARK_TEST_STORE ?? `${root}build/browser/area.db`;      // or an empty PostgreSQL database
const wanted = process.argv.slice(2);
const post = `${root}build/browser/post`;              // mails and text messages that arrived: see harness.mjs mail()
const [smtp, notify] = [Number(port) + 1, Number(port) + 2];
const [service, secret] = ['26785a09-ab16-4eb0-8407-a37497a57506', '3d844edf-8d35-48ac-975b-e847b4f122b0'];
let server = null;
const carriers = [];

// A real SMTP server, and a stand-in of GOV.UK Notify.
function startCarriers() {
  rmSync(post, { recursive: true, force: true });
  mkdirSync(post, { recursive: true });
  writeFileSync(`${post}/key`, `waymark-${service}-${secret}\n`, { mode: 0o600 });
  carriers.push(spawn('/usr/bin/python3', [`${root}tests/post/smtp.py`, post, smtp], { stdio: 'ignore' }));
  carriers.push(spawn('/usr/bin/python3', [`${root}tests/post/notify.py`, post, notify, service, secret], { stdio: 'ignore' }));
  return ['--address', base, '--mail-server', `smtp://127.0.0.1:${smtp}`, '--mail-from', 'send@council.example',
    '--notify-key-file', `${post}/key`, '--notify-server', `http://127.0.0.1:${notify}`, '--notify-text', 'template-text'];
}

async function startServer() {
  if (process.env.WAYMARK_BASE) return;
  mkdirSync(`${root}build/browser`, { recursive: true });
  if (!process.env.WAYMARK_TEST_STORE) for (const end of ['', '-wal', '-shm']) rmSync(store + end, { force: true });
  const at = ['--db', store, '--key-file', `${root}build/browser/area.key`];
  execFileSync(program, ['migrate', ...at], { stdio: 'inherit' });
  execFileSync(program, ['demo', '--scale', '0.01', ...at], { stdio: 'inherit' });
  server = spawn(program, ['serve', ...at, '--listen', `127.0.0.1:${port}`, '--second-factor', 'optional', '--confine', 'no', '--area', 'Liverpool City Region (invented)', ...startCarriers()], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let i = 0; i < 100; i++) {
    try { if ((await fetch(`${base}/health/ready`)).ok) return; } catch { /* not yet */ }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the server did not become ready');
}

// The password of every invented user, as src/app/verb_demo.c sets it.
const demoPassword = () => /\.password = STR\("([^"]+)"\)/.exec(readFileSync(`${root}src/app/verb_demo.c`, 'utf8'))[1];

let passed = 0, failed = 0;
// Also when the server never answers: what was started here holds ports that other tests use.
process.on('exit', () => { for (const child of [...carriers, server]) child?.kill(); });
await startServer();
const browser = await openBrowser();
try {
  for (const file of readdirSync(new URL('.', import.meta.url)).filter((f) => /^journey_.*\.mjs$/.test(f)).sort()) {
    if (wanted.length && !wanted.some((w) => file.includes(w))) continue;
    const journey = await import(`./${file}`);
    const t = new Walk(browser, base, file.replace(/^journey_|\.mjs$/g, ''), demoPassword(), store, journey.options);
    await t.open();
    try { await journey.run(t); } catch (e) { t.ok(false, `${journey.name ?? file} stopped: ${e.stack}`); await t.page.screenshot({ path: `${root}build/shots/stopped-${file}.png` }).catch(() => {}); }
    await t.close();
    console.log(`ok ${file}: ${t.passed} good, ${t.failed} bad`);
    passed += t.passed; failed += t.failed;
  }
} finally {
  await browser.close();
  for (const carrier of carriers) carrier.kill();
  if (server) {
    const ended = new Promise((done) => server.on('exit', (code, signal) => done(code ?? signal)));
    server.kill('SIGTERM');
    const code = await ended;
    if (code !== 0) { failed++; console.log(`FAILED the server ended with ${code} (ASan reports are above)`); }
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
