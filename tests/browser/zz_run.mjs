import { openBrowser, Walk } from './harness.mjs';
import { run } from './zz_plan.mjs';
const b = await openBrowser();
const t = new Walk(b, 'http://127.0.0.1:18560', 'plan', 'waymark-demo', {});
await t.open();
try { await run(t); } catch (e) { console.log(String(e.stack).slice(0,1500), t.page.url()); await t.page.screenshot({path:'/tmp/lt/stopped.png', fullPage:true}); }
console.log(t.passed, t.failed);
await b.close();
