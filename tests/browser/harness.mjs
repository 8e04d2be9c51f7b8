// SPDX-License-Identifier: AGPL-3.0-or-later
// What a journey uses: a browser, users, and checks that hold for every page.
//   export const name = 'A parent asks for an assessment';
//   export async function run(t) { await t.go('/'); await t.check('home'); ... }
import { chromium } from 'playwright-core';
import { HtmlValidate } from 'html-validate';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';

// In the page: "" when it fits, else by how much it does not, and what sticks out furthest inside.
function too_wide() {
  const room = document.documentElement.clientWidth, over = document.documentElement.scrollWidth - room;
  if (over <= 0) return '';
  const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > room);
  return `${over} px too wide: ` + out.slice(-3).map(e => `${e.tagName} ${e.className} "${e.textContent.trim().slice(0, 40)}"`).join(', ');
}

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const mailsRead = new Set();
const shots = new URL('../../build/shots/', import.meta.url).pathname;
const html = new HtmlValidate({
  extends: ['html-validate:standard'],
  // style rules that say nothing of what a reader gets
  rules: { 'no-trailing-whitespace': 'off', 'attr-quotes': 'off', 'void-style': 'off', 'long-title': 'off',
    'no-redundant-role': 'off', 'prefer-native-element': 'off', 'no-implicit-button-type': 'off', 'attribute-boolean-style': 'off',
    'doctype-style': 'off', 'text-content': 'off', 'valid-autocomplete': 'off', 'require-sri': 'off', 'no-raw-characters': 'off',
    'tel-non-breaking': 'off', 'no-inline-style': 'error' },
});

export async function openBrowser() {
  mkdirSync(shots, { recursive: true });
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
  });
}

export class Walk {
  constructor(browser, base, journey, password, store, { script = true } = {}) {
    Object.assign(this, { browser, base, journey, password, store, script, passed: 0, failed: 0, contexts: [], mailsRead });
  }

  async open({ script = this.script } = {}) {
    this.hasScript = script;
    const context = await this.browser.newContext({ javaScriptEnabled: script, viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    context.setDefaultTimeout(15000);
    this.contexts.push(context);
    this.page = await context.newPage();
    this.page.on('pageerror', (e) => this.ok(false, `script error: ${e.message}`));
    this.page.on('console', (m) => { if (m.type() === 'error' && !/status of (4|5)\d\d/.test(m.text())) this.ok(false, `console: ${m.text()}`); });
    return this.page;
  }

  async close() { for (const c of this.contexts) await c.close(); }

  ok(good, words) {
    if (good) { this.passed++; return true; }
    this.failed++;
    console.log(`FAILED ${this.journey}: ${words} (${this.page?.url().replace(/[A-Za-z0-9_-]{30,}/g, 'TOKEN')})`);
    return false;
  }

  async go(path) { return this.page.goto(path.startsWith('http') ? path : this.base + path); }

  // Presses what leads to another page and waits until that is there.
  async press(what) {
    await Promise.all([this.page.waitForNavigation(), this.page.click(what)]);
  }

  // A fresh browser context, signed in. `as('')` is nobody.
  async as(email, options) {
    await this.open(options);
    if (!email) return this.page;
    await this.go('/sign-in');
    await this.page.fill('input[name=email]', email);
    await this.page.fill('input[name=password]', this.password);
    await this.press('main button[type=submit]');
    this.ok(!this.page.url().includes('/sign-in'), `${email} signs in`);
    return this.page;
  }
  async signIn(email, options) { return this.as(email, options); }

  // Where an officer types for somebody else: how it came. A form that does not ask is left alone.
  async came(way = 'paper') {
    const box = this.page.locator(`input[name=came][value=${way}]`);
    if (await box.count()) await box.check();
  }

  // The next mail to this mailbox that no journey has read yet: { subject, text, links }.
  async mail(to) {
    const folder = new URL('../../build/browser/post/', import.meta.url).pathname;
    for (let i = 0; i < 150; i++) {
      for (const name of readdirSync(folder).filter((f) => f.endsWith('.eml') && !this.mailsRead.has(f)).sort()) {
        const [head, ...rest] = readFileSync(folder + name, 'utf8').split(/\r?\n\r?\n/);
        if (!head.includes(`\nTo: ${to}`)) continue;
        this.mailsRead.add(name);
        const text = rest.join('\n\n').replace(/=\r?\n/g, '').replace(/(=[0-9A-F]{2})+/g, (s) => decodeURIComponent(s.replace(/=/g, '%')));
        return { head, subject: /^Subject: (.*)$/m.exec(head)[1].trim(), text, links: text.match(/https?:\/\/\S+/g) ?? [] };
      }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('no mail came');
  }

  // The newest text message to this number that no journey has read yet.
  async textMessage(to) {
    const file = new URL('../../build/browser/post/sent.jsonl', import.meta.url).pathname;
    for (let i = 0; i < 150; i++) {
      let lines = [];
      try { lines = readFileSync(file, 'utf8').trim().split('\n').map((l) => JSON.parse(l)); } catch { /* none yet */ }
      const one = lines.find((l) => l.phone_number === to && !this.mailsRead.has(l.reference));
      if (one) { this.mailsRead.add(one.reference); return one.personalisation.body; }
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('no text message came');
  }

  // A statement in the area's database, for what cannot be waited for (time that passes).
  sql(statement) {
    const isPostgres = this.store.startsWith('postgres');
    execFileSync(isPostgres ? 'psql' : 'sqlite3', isPostgres ? [this.store, '-qc', statement] : ['-cmd', '.timeout 5000', this.store, statement]);
  }

  async text() { return this.page.innerText('body'); }
  // Waits a little: a button may just have been pressed, and the page that it leads to is on its way.
  async expectText(...texts) {
    const says = (all, one) => (one instanceof RegExp ? one.test(all) : all.includes(one));
    let all = '';
    for (let i = 0; i < 60; i++) {
      all = (await this.text().catch(() => '')).replace(/\s+/g, ' ');
      if (texts.every((one) => says(all, one))) break;
      await new Promise((done) => setTimeout(done, 50));
    }
    for (const one of texts) this.ok(says(all, one), `the page says ${one}`);
  }
  async expectNoText(...texts) {
    const all = (await this.text()).replace(/\s+/g, ' ');
    for (const one of texts) this.ok(!all.includes(one), `the page does not say "${one}"`);
  }

  // What must hold for each page, at both widths; takes the screenshots.
  async check(name) {
    const page = this.page;
    const file = `${this.journey}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    await page.locator('h1').first().waitFor({ state: 'attached', timeout: 5000 }).catch(() => {});      // a link was just pressed
    const heads = await page.locator('h1').count();
    this.ok(heads === 1, `${name}: one h1 (found ${heads})`);
    this.ok((await page.title()).trim() !== '', `${name}: has a title`);
    this.ok(await page.locator('html[lang]').count() === 1, `${name}: says its language`);
    const report = await html.validateString(await (await page.request.get(page.url()).catch(() => null))?.text?.() ?? await page.content());
    const slips = report.results.flatMap((r) => r.messages.filter((m) => m.severity === 2)).slice(0, 5);
    this.ok(slips.length === 0, `${name}: valid HTML: ${slips.map((m) => `${m.line}: ${m.message} [${m.ruleId}]`).join('; ')}`);
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `${shots}${file}-${width}.png`, fullPage: true });
      const wide = await page.evaluate(too_wide);
      this.ok(!wide, `${name}: no sideways scroll at ${width} px (${wide})`);
      if (!this.hasScript) continue;                       // axe itself needs timers of the page
      await page.evaluate(`${axeSource}; void 0`);
      const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      this.ok(found.violations.length === 0, `${name} at ${width} px: axe: ${found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(' | ')}`).join('; ')}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
}
