// A record of the repository's own gold reports, served for a test, and a browser on it.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
export const diurna = resolve(here, process.env.DIURNA);
export const gold = readdirSync(join(root, "gold")).filter(name => name.endsWith(".json")).sort().map(name => join(root, "gold", name));
export const stories = readdirSync(join(root, "gold/stories")).sort().flatMap(name => {
  const folder = join(root, "gold/stories", name);
  return readdirSync(folder).filter(file => file.endsWith(".json") && file !== "story.json").sort().map(file => join(folder, file));
});

export function record(files, folder = mkdtempSync(join(tmpdir(), "diurna-"))) {
  const path = join(folder, "record.db");
  execFileSync(diurna, ["code", ...files, "--into", path], { stdio: ["ignore", "ignore", "inherit"] });
  return path;
}

export async function serve(path) {
  const child = spawn(diurna, ["serve", path, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise((found, failed) => {
    child.stdout.once("data", data => found(String(data).trim()));
    child.once("exit", code => failed(new Error(`diurna serve ended with ${code}`)));
  });
  return { url, end: () => { child.removeAllListeners("exit"); child.kill(); } };
}

export async function browse() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// A page of a reviewer. What the page complains of is an error of the test.
export async function reader(browser, url, { name = "Ada", pass = "open", scheme = "light", width = 1440, height = 900 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme });
  const host = new URL(url);
  await context.addCookies([
    { name: "diurna-name", value: name, domain: host.hostname, path: "/" },
    { name: "diurna-pass", value: pass, domain: host.hostname, path: "/" },
  ]);
  // While scripts and styles are worked on, they come from the folder ASSETS names, not from the program.
  if (process.env.ASSETS) await context.route("**/assets/**", route => route.fulfill({ path: join(process.env.ASSETS, new URL(route.request().url()).pathname.slice("/assets/".length)) }));
  const page = await context.newPage();
  page.troubles = [];
  page.on("pageerror", error => page.troubles.push(String(error)));
  page.on("console", message => { if (message.type() === "error") page.troubles.push(message.text()); });
  page.on("dialog", dialog => { page.troubles.push(`a dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

export const away = path => rmSync(dirname(path), { recursive: true, force: true });
export const SCREENS = {
  queue: "/", review: "/report/1", map: "/map", timeline: "/timeline", stories: "/stories", tolls: "/tolls", sources: "/sources", agreements: "/agreements",
  search: "/search?q=attack", differences: "/differences", journal: "/journal", export: "/export", name: "/name",
};
