// What every screen has: light and dark, the list of keys, search, and the line that says what was done.
"use strict";
window.say = (words, wrong = false) => {
  const said = document.getElementById("said");
  said.classList.toggle("wrong", wrong);
  said.textContent = words;
  clearTimeout(window.say.timer);
  window.say.timer = setTimeout(() => { said.textContent = ""; }, wrong ? 9000 : 4000);
};

document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `diurna-theme=${root.dataset.theme}; SameSite=Strict; Path=/; Max-Age=31536000`;
});

const keysDialog = document.getElementById("keys-dialog");
Keys.on("keys", Keys.show);
Keys.on("search", () => document.querySelector("main input[type=search]")?.focus() ?? document.getElementById("find").focus());
document.getElementById("keys").addEventListener("click", Keys.show);
document.getElementById("keys-close").addEventListener("click", () => keysDialog.close());
document.getElementById("keys-reset").addEventListener("click", Keys.reset);
document.getElementById("keys-off").addEventListener("change", event => Keys.turn(event.target.checked));

document.querySelector(".top nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

const measureTop = () => document.documentElement.style.setProperty("--top", `${document.querySelector(".top").offsetHeight}px`);
measureTop();
addEventListener("resize", measureTop);

// A mark of a chart leads on by mouse; by keyboard the table below it does.
document.addEventListener("click", event => {
  const mark = event.target.closest("[data-href]");
  if (mark) location.href = mark.dataset.href;
});

// A table that copies itself as comma-separated values; a cell that a spreadsheet would reckon is made plain text.
document.addEventListener("click", event => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const plain = text => /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const cell = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = [...document.getElementById(button.dataset.copy).rows];
  const lines = rows.map(row => [...row.cells].map(one => cell(plain(one.innerText.trim().replace(/\s+/g, " ")))).join(","));
  navigator.clipboard.writeText(lines.join("\r\n") + "\r\n").then(() => say("Copied as CSV"), () => say("The browser did not let me copy", true));
});
