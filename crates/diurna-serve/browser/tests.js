// What a person does on the screens, done by a real browser: mostly by keyboard alone.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";
import { SCREENS, away, browse, gold, reader, record, serve, stories } from "./site.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await browse();
const path = record([...gold, ...stories]);
let site = await serve(path);
let failed = 0;

async function test(name, run) {
  try {
    await run();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}
const said = async (page, words) => page.waitForFunction(words => document.getElementById("said").textContent.includes(words), words);
const open = async page => page.locator("#claims .card[data-status=unreviewed]").count();
async function to(page, report) {
  await page.goto(`${site.url}report/${report}`);
  await page.waitForSelector(".card[aria-current=true]");
}

await test("a whole report is reviewed by keyboard alone, and approved", async () => {
  const page = await reader(browser, site.url);
  await page.goto(site.url);
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".card[aria-current=true]");
  const all = await open(page);
  assert.ok(all > 3, "a report with claims is first");
  await page.keyboard.press("x");
  await page.keyboard.type("not said in the report");
  await page.keyboard.press("Enter");
  await said(page, "rejected");
  for (let left = await open(page); left > 0; left = await open(page)) {
    await page.keyboard.press(left % 2 ? "a" : "Enter");
    await page.waitForFunction(left => document.querySelectorAll("#claims .card[data-status=unreviewed]").length === left - 1, left);
  }
  await page.keyboard.press("Control+Enter");
  await said(page, "approved");
  await page.keyboard.press("a");
  await said(page, "reopen it first");
  assert.equal(await page.locator(".card.rejected").count(), 1);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await test("a correction is made, taken back, made again, and stands when the report is coded again", async () => {
  const page = await reader(browser, site.url);
  await to(page, 2);
  const id = await page.locator(".card[aria-current=true]").getAttribute("id");
  await page.keyboard.press("m");
  await page.keyboard.press("d");
  await said(page, "edited");
  const field = page.locator(`#${id} dd`, { hasText: "denies" });
  assert.equal(await field.locator(".was").count(), 1);
  await page.keyboard.press("u");
  await said(page, "undone");
  assert.equal(await page.locator(`#${id} .was`).count(), 0);
  await page.keyboard.press("r");
  await said(page, "done again");
  const json = JSON.parse(readFileSync(gold[1], "utf8"));
  const changed = join(dirname(path), "again.json");
  const { id: name, ...rest } = json.report;
  writeFileSync(changed, JSON.stringify({ ...rest, id: name, text: `${json.text}\n\nA line was added later.` }));
  record([changed], dirname(path));
  await to(page, 2);
  assert.ok((await page.locator("#lines").textContent()).includes("A line was added later."));
  assert.equal(await page.locator(".card.edited dd", { hasText: "denies" }).locator(".was").count(), 1);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await test("a claim and its words lead to each other", async () => {
  const page = await reader(browser, site.url);
  await to(page, 3);
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const id = await page.locator(".card[aria-current=true]").getAttribute("id");
  assert.ok(await page.locator(`.m.on[data-c~="${id}"]`).count() > 0);
  const mark = page.locator(".m.event[data-letter]").last();
  await mark.click();
  const other = await page.locator(".card[aria-current=true]").getAttribute("id");
  assert.ok((await mark.getAttribute("data-c")).split(" ").includes(other));
  await page.context().close();
});

await test("a claim is added from words selected by keyboard, and words are marked as noise", async () => {
  const page = await reader(browser, site.url);
  await to(page, 3);
  const before = await page.locator("#claims .card[data-claim]").count();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("+");
  await page.fill("#ask-add input[name=kind]", "speech.position");
  const quote = await page.locator("#ask-add-quote").textContent();
  await page.fill("#ask-add input[name=anchor]", quote.split(" ")[0]);
  await page.locator("#ask-add input[name=anchor]").press("Enter");
  await said(page, "a claim was added");
  assert.equal(await page.locator("#claims .card[data-claim]").count(), before + 1);
  await page.keyboard.press("u");
  await said(page, "undone");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Shift+ArrowRight");
  await page.keyboard.press("N");
  await page.locator("#ask-noise button.main").press("Enter");
  await said(page, "marked as noise");
  assert.ok(await page.locator("#lines .noise").count() > 0);
  await page.keyboard.press("u");
  await said(page, "undone");
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await test("claims are edited in a form, linked, merged and split", async () => {
  const page = await reader(browser, site.url);
  await to(page, 4);
  await page.keyboard.press("e");
  const other = page.locator("#ask-edit select[name=actuality] option:not(:checked)").first();
  await page.selectOption("#ask-edit select[name=actuality]", await other.textContent());
  await page.locator("#ask-edit button.main").press("Enter");
  await said(page, "edited");
  await page.keyboard.press("l");
  await page.selectOption("#ask-link select[name=link]", "contradicts");
  await page.locator("#ask-link button.main").press("Enter");
  await said(page, "linked");
  assert.ok(await page.locator(".chip.conflict").count() > 0);
  await page.keyboard.press("n");
  assert.equal(await page.locator(".card[aria-current=true][data-conflict]").count(), 1);
  await page.keyboard.press("g");
  await page.locator("#ask-merge button.main").press("Enter");
  await said(page, "merged");
  await page.keyboard.press("S");
  await page.locator("#ask-split button.main").press("Enter");
  await said(page, "split");
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("u");
  await page.waitForFunction(() => !document.querySelector("#claims .card.edited"));
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await test("? shows the keys, and a key can be changed", async () => {
  const page = await reader(browser, site.url);
  await to(page, 3);
  await page.keyboard.press("?");
  assert.ok(await page.locator("#keys-list button").count() > 20);
  await page.getByRole("button", { name: /^Next item/ }).click();
  await page.keyboard.press("y");
  await page.keyboard.press("Escape");
  const first = await page.locator(".card[aria-current=true]").getAttribute("id");
  await page.keyboard.press("y");
  assert.notEqual(await page.locator(".card[aria-current=true]").getAttribute("id"), first);
  await page.context().close();
});

await test("a second reader reads blind, and the differences are shown with their agreement", async () => {
  const blind = await reader(browser, site.url, { name: "Ben", pass: "blind" });
  await to(blind, 2);
  assert.equal(await blind.locator(".card.edited").count(), 0);
  await blind.keyboard.press("a");
  await said(blind, "accepted");
  await blind.goto(`${site.url}differences?report=2`);
  const text = await blind.locator("main").textContent();
  assert.match(text, /Ben \(blind\)/);
  assert.match(text, /stance/);
  assert.ok(await blind.locator("table", { hasText: "κ" }).count() > 0);
  await blind.context().close();
});

await test("map, timeline, tolls, sources and agreements draw what the record holds", async () => {
  const page = await reader(browser, site.url);
  await page.goto(`${site.url}map`);
  await page.waitForSelector("svg[data-drawn=yes]");
  const places = await page.locator("[data-lat]").count();
  assert.ok(places > 5);
  assert.ok(await page.locator(".land").count() > 200);
  const states = await page.locator("[data-country]").count();
  assert.ok(states > 0 && await page.locator("path.area").count() <= states && await page.locator("path.area").count() > 0);
  const drawn = await page.locator(".dots circle").count();
  assert.ok(drawn > 0 && drawn <= places);
  await page.locator("[data-lat]").first().click();
  await page.waitForSelector("#here a");
  await page.goto(`${site.url}timeline`);
  assert.ok(await page.locator(".chart rect.span").count() > 5);
  await page.goto(`${site.url}tolls`);
  const rows = await page.locator("figure").first().locator("tbody tr").count();
  const points = await page.locator("figure").first().locator(".chart [data-href]").count();
  assert.ok(rows > 0 && points > 0 && points <= rows);
  await page.goto(`${site.url}sources`);
  assert.ok(await page.locator(".matrix tbody tr").count() > 0);
  await page.goto(`${site.url}agreements`);
  assert.ok(await page.locator("table[id^=terms] tbody tr").count() > 0);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await test("a story is read by keyboard, and what a person says of it binds until it is taken back", async () => {
  const page = await reader(browser, site.url);
  const reports = () => page.locator("tr[data-report]:not([data-claim])").count();
  const press = async (keys, words) => {
    for (const key of keys) await page.keyboard.press(key);
    await said(page, words);
    await page.waitForSelector("#story");
  };
  await page.goto(`${site.url}stories`);
  const id = await page.locator("#story").getAttribute("data-story");
  const all = await reports();
  assert.ok(all > 2, "the story that most reports tell is first");
  assert.ok(await page.locator("table[data-happening] .chip", { hasText: "first" }).count() > 0);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.type("another town");
  await press(["Enter"], "does not belong");
  assert.ok((await page.locator("#story").textContent()).includes("another town"));
  await press(["u"], "undone");
  await page.goto(`${site.url}stories?story=${id}`);
  assert.equal(await reports(), all);
  await page.keyboard.press("b");
  await page.keyboard.type("1");
  await press(["Enter"], "belongs to the story now");
  assert.equal(await page.locator("tr[data-report='1']:not([data-claim])").count(), 1);
  await press(["u"], "undone");
  await page.goto(`${site.url}stories?story=${id}`);
  const claim = page.locator("tr[data-claim]").first();
  await claim.locator("a").focus();
  await page.keyboard.press("g");
  const happenings = await page.locator("#ask-same option").count();
  assert.ok(happenings > 1);
  await page.selectOption("#ask-same select", { index: 1 });
  await page.locator("#ask-same button.main").press("Enter");
  await said(page, "about the same happening");
  await press(["u"], "undone");
  await page.goto(`${site.url}report/1`);
  await page.getByRole("link", { name: "its story" }).click();
  await page.waitForSelector("#story");
  assert.equal(await page.locator("tr[data-report='1']:not([data-claim])").count(), 1);
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

for (const scheme of ["light", "dark"]) {
  for (const width of [1440, 400]) {
    await test(`axe finds nothing on any screen, ${scheme}, ${width} px`, async () => {
      const page = await reader(browser, site.url, { scheme, width });
      const found = [];
      for (const [name, address] of Object.entries(SCREENS)) {
        await page.goto(new URL(address, site.url).href);
        if (name === "map") await page.waitForSelector("svg[data-drawn=yes]");
        found.push(...await check(page, name));
        if (name === "stories") {
          for (const keys of [["b"], ["j", "x"]]) {
            await page.goto(`${site.url}stories`);
            for (const key of keys) await page.keyboard.press(key);
            assert.equal(await page.locator("dialog[open]").count(), 1, `${name} ${keys}`);
            found.push(...await check(page, `${name} ${keys}`));
          }
        }
        if (name === "review") {
          for (const key of ["?", "e", "x", "m", "l", "g", "S"]) {
            await page.goto(`${site.url}report/3`);
            await page.waitForSelector(".card[aria-current=true]", { state: "attached" });
            await page.keyboard.press(key);
            found.push(...await check(page, `${name} ${key}`));
          }
        }
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) found.push(`${name} is ${wide} px too wide`);
      }
      assert.equal(found.length, 0, found.join("\n"));
      assert.deepEqual(page.troubles, []);
      await page.context().close();
    });
  }
}

async function check(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return found.violations.map(one => `${name}: ${one.id}: ${one.help}\n  ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + " :: " + node.any.concat(node.all).map(check => check.message).join("; ").slice(0, 200)).join("\n  ")}`);
}

await test("reports that are code stay text", async () => {
  const lines = readFileSync(new URL("../src/tests/hostile.jsonl", import.meta.url), "utf8").trim().split("\n").map(line => JSON.parse(line));
  const file = join(dirname(path), "hostile.jsonl");
  const words = lines.map(({ words }, n) => JSON.stringify({ id: `h${n} ${words}`, title: words, url: words, publisher: words, published: "2024-03-05", text: `${words}\nRebels shelled the market in Aden on Monday, killing 12 people, ${words} said.` }));
  writeFileSync(file, words.join("\n"));
  record([file], dirname(path));
  const page = await reader(browser, site.url);
  await page.goto(`${site.url}?order=came&from=${gold.length}`);
  const total = await page.evaluate(async () => (await (await fetch("/?order=came&from=0")).text()).match(/(\d+) reports/)[1]);
  for (let report = Number(total) - lines.length + 1; report <= Number(total); report += 1) {
    await page.goto(`${site.url}report/${report}`);
    await page.keyboard.press("j");
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  }
  for (const address of Object.values(SCREENS)) {
    await page.goto(new URL(address, site.url).href);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
  }
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

await browser.close();
site.end();
away(path);
if (failed) console.log(`${failed} failed`);
process.exit(failed ? 1 : 0);
