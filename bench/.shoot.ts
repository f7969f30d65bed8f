import { chromium } from "playwright-core";
import { servingFolder } from "/work/main/tests/server/serving.ts";
import { launch, openPage } from "/work/main/tests/web/browser.ts";
const s = await servingFolder(process.env.WS ?? "/tmp/lab-quick.sluice");
const b = await launch();
const path = process.env.P ?? "/label?order=disagreement";
for (const [w,h,c] of [[1440,900,"light"],[1024,768,"dark"],[390,844,"light"]] as const) {
  const o = await openPage(b, s, path, { width: w, height: h, colorScheme: c });
  await o.page.waitForTimeout(1200);
  if (process.env.DO) await o.page.evaluate(process.env.DO);
  for (const k of (process.env.KEYS ?? "").split(" ").filter(Boolean)) { await o.page.keyboard.press(k); await o.page.waitForTimeout(120); }
  await o.page.waitForTimeout(500);
  await o.page.screenshot({ path: `/tmp/shot-${process.env.N ?? "a"}-${w}-${c}.png` });
  console.log(w, c, o.faults);
  await o.context.close();
}
await b.close(); await s.close();
