// How long a person waits: the first paint of each screen, and the answer to a key, on the record named by RECORD.
import { SCREENS, browse, reader, serve } from "./site.js";

const site = await serve(process.env.RECORD);
const browser = await browse();
const page = await reader(browser, site.url);
for (const [name, address] of Object.entries(SCREENS)) {
  const times = [];
  for (let time = 0; time < 5; time += 1) {
    await page.goto(new URL(address, site.url).href);
    const paint = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    times.push(await paint.jsonValue());
  }
  console.log(`${name}: first paint ${times.map(time => Math.round(time)).join(", ")} ms`);
}
await page.goto(`${site.url}report/1`);
await page.waitForSelector(".card[aria-current=true]");
// From the key to the next frame after the page has changed.
const key = (key, changed) => page.evaluate(([key, changed]) => new Promise(done => {
  const from = performance.now();
  const before = changed === "said" ? null : document.querySelector(".card[aria-current=true]").id;
  const look = () => {
    const now = changed === "said" ? document.getElementById("said").textContent : document.querySelector(".card[aria-current=true]")?.id !== before;
    if (now) requestAnimationFrame(() => done(performance.now() - from)); else setTimeout(look, 1);
  };
  document.getElementById("said").textContent = "";
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  look();
}), [key, changed]);
for (const [name, changed] of [["j", "card"], ["k", "card"], ["a", "said"], ["u", "said"]]) {
  const times = [];
  for (let time = 0; time < 9; time += 1) times.push(await key(name, changed));
  times.sort((one, other) => one - other);
  console.log(`${name}: median ${Math.round(times[4])} ms, most ${Math.round(times[8])} ms`);
}
await browser.close();
site.end();
