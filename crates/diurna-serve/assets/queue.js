// The queue by keys: j and k go through the reports, Enter opens one.
"use strict";
const rows = [...document.querySelectorAll("tr[data-row]")];
let at = Math.max(0, rows.findIndex(row => row.hasAttribute("aria-current")));
function go(step) {
  if (!rows.length) return;
  const next = at + step;
  const turn = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
  if ((next < 0 || next >= rows.length) && turn) { turn.click(); return; }
  rows[at].removeAttribute("aria-current");
  at = Math.min(Math.max(next, 0), rows.length - 1);
  rows[at].setAttribute("aria-current", "true");
  rows[at].querySelector("a").focus();
}
Keys.on("next", () => go(1));
Keys.on("previous", () => go(-1));
Keys.on("open", () => rows[at]?.querySelector("a").click());
Keys.on("unreviewed", () => document.querySelector("a[data-next-open]")?.click());
