// Pictures of every screen, light and dark, wide and narrow, into pictures/, which is not kept.
import { mkdirSync } from "node:fs";
import { SCREENS, away, browse, gold, reader, record, serve, stories } from "./site.js";

mkdirSync("pictures", { recursive: true });
const path = record([...gold, ...stories]);
const site = await serve(path);
const browser = await browse();
const first = await reader(browser, site.url);
await first.goto(`${site.url}report/1`);
await first.waitForSelector(".card[aria-current=true]");
for (const keys of [["a"], ["a"], ["m", "d"], ["j"], ["x"]]) {
  for (const key of keys) await first.keyboard.press(key);
  await first.waitForTimeout(400);
}
await first.keyboard.type("said twice");
await first.keyboard.press("Enter");
await first.waitForTimeout(400);
const second = await reader(browser, site.url, { name: "Ben", pass: "blind" });
await second.goto(`${site.url}report/1`);
await second.waitForSelector(".card[aria-current=true]");
await second.keyboard.press("a");
await second.waitForTimeout(400);
for (const scheme of ["light", "dark"]) {
  for (const [size, width, height] of [["wide", 1440, 900], ["narrow", 400, 800]]) {
    const page = await reader(browser, site.url, { scheme, width, height });
    for (const [name, address] of Object.entries({ ...SCREENS, differences: "/differences?report=1" })) {
      await page.goto(new URL(address, site.url).href);
      if (name === "map") await page.waitForSelector("svg[data-drawn=yes]");
      if (name === "review") await page.keyboard.press("Space");
      await page.waitForTimeout(1300);
      await page.screenshot({ path: `pictures/${name}-${size}-${scheme}.png` });
      if (name === "review") {
        for (const [key, what] of [["?", "keys"], ["e", "edit"], ["m", "mood"]]) {
          await page.goto(`${site.url}report/3`);
          await page.keyboard.press(key);
          await page.waitForTimeout(200);
          await page.screenshot({ path: `pictures/${what}-${size}-${scheme}.png` });
        }
      }
    }
    await page.context().close();
  }
}
await browser.close();
site.end();
away(path);
