// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages about the service itself, and the frame around every page, with and without script.
export const name = 'Pages about the service, and what stands around every page';

export async function run(t) {
  for (const script of [true, false]) {
    await t.open({ script });
    const how = script ? '' : '-plain';
    for (const [path, words] of [['/accessibility', 'with a keyboard alone'], ['/privacy', 'Who can see it'], ['/cookies', 'Keeps you signed in']]) {
      await t.go(path);
      await t.expectText(words);
      await t.check(path.slice(1) + how);
    }
    const missing = await t.go('/no-such-page');
    t.ok(missing.status() === 404, 'a page that is not there says 404');
    await t.check('not-found' + how);
  }
  await t.open();
  const page = await t.go('/accessibility');
  await t.page.keyboard.press('Tab');
  t.ok(await t.page.evaluate(() => document.activeElement.className.includes('govuk-skip-link')), 'the first stop of the keyboard skips to the content');
  await t.page.keyboard.press('Enter');
  t.ok(await t.page.evaluate(() => location.hash === '#main-content'), 'the skip link leads to the content');
  t.ok(/<html lang="en"/.test(await page.text()) && !/<style|style="|<script>|onclick=/.test(await page.text()), 'no style and no script stands in a page');
  const css = await t.page.request.get('/brand.css').catch(() => t.page.request.get(`${t.base}/brand.css`));
  t.ok(css.ok() && /text\/css/.test(css.headers()['content-type']), 'the area colour is a style sheet of its own');
}
