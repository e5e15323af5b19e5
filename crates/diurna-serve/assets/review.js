// The reviewer's screen: going through claims, showing their words, and handing in what a person says of them.
"use strict";
const review = document.getElementById("review");
const claims = document.getElementById("claims");
const report = review.dataset.report;
let chosen = null;

const card = id => id ? document.getElementById(id) : null;
const tabs = () => [...claims.querySelectorAll("[role=tab]")];
const panels = () => [...claims.querySelectorAll("[role=tabpanel]")];
const shown = () => panels().find(panel => !panel.hidden);
const cards = panel => [...panel.querySelectorAll(".card")];
const fields = one => JSON.parse(one.dataset.fields);

function showTab(number) {
  tabs().forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === number));
    tab.tabIndex = index === number ? 0 : -1;
  });
  panels().forEach((panel, index) => { panel.hidden = index !== number; });
}
function showPane(name) {
  review.dataset.pane = name;
  document.querySelectorAll(".panes button").forEach(button => button.setAttribute("aria-pressed", String(button.dataset.pane === name)));
}
const narrow = () => getComputedStyle(document.querySelector(".panes")).display !== "none";

// The words of a claim, lit.
function light(id, peek) {
  document.querySelectorAll(".m.on").forEach(mark => mark.classList.remove("on"));
  const words = id ? [...document.querySelectorAll(`.m[data-c~="${CSS.escape(id)}"]`)] : [];
  words.forEach(mark => mark.classList.add("on"));
  const anchor = words.find(mark => mark.classList.contains("event") || mark.classList.contains("toll") || mark.classList.contains("term")) ?? words[0];
  if (!anchor) return;
  if (!narrow() || peek) {
    if (peek) showPane("text");
    anchor.scrollIntoView({ block: "center", behavior: "instant" });
    flash(words);
  }
}
function flash(all) {
  all.forEach(one => one.classList.remove("flash"));
  requestAnimationFrame(() => all.forEach(one => one.classList.add("flash")));
}
function choose(one, { focus = true, lit = true } = {}) {
  if (!one) return;
  card(chosen)?.removeAttribute("aria-current");
  chosen = one.id;
  const number = panels().findIndex(panel => panel.contains(one));
  if (panels()[number]?.hidden) showTab(number);
  one.setAttribute("aria-current", "true");
  if (focus) one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "nearest" });
  if (lit) light(one.dataset.claim ?? one.dataset.first);
}
function go(step) {
  const here = panels().indexOf(shown());
  const list = cards(shown());
  const at = list.findIndex(one => one.id === chosen);
  if (at < 0 && list.length) return choose(step > 0 ? list[0] : list.at(-1));
  if (list[at + step]) return choose(list[at + step]);
  for (let number = here + step; panels()[number]; number += step) {
    const next = cards(panels()[number]);
    if (next.length) return choose(step > 0 ? next[0] : next.at(-1));
  }
  say(step > 0 ? "This is the last" : "This is the first");
}
function nextOf(selector, none) {
  const all = [...claims.querySelectorAll(".card[data-claim]")];
  const at = all.findIndex(one => one.id === chosen);
  const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(one => one.matches(selector));
  if (next) choose(next); else say(none);
  return next;
}

// Handing in.
let busy = Promise.resolve();
function hand(path, body, after) {
  busy = busy.then(async () => {
    let answer;
    try {
      answer = await fetch(`/report/${report}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });
    } catch {
      return say("The server does not answer: nothing was saved", true);
    }
    if (!answer.ok) return say(await answer.text(), true);
    take(await answer.json(), after);
  });
  return busy;
}
function take(answer, after) {
  const tab = panels().indexOf(shown());
  const list = cards(shown());
  const index = list.findIndex(one => one.id === chosen);
  const keep = answer.claim ?? chosen;
  const top = claims.scrollTop;
  if (answer.panel !== undefined) {
    claims.innerHTML = answer.panel;
    review.toggleAttribute("data-approved", Boolean(answer.approved));
    showTab(tab);
    claims.scrollTop = top;
  }
  if (answer.card !== undefined) {
    card(answer.claim).outerHTML = answer.card;
    claims.querySelector(".pane-head .bar").outerHTML = answer.bar;
  }
  if (answer.lines !== undefined) {
    document.getElementById("lines").innerHTML = answer.lines;
    Span.read();
  }
  say(answer.said);
  const again = card(keep) ?? cards(shown())[Math.min(Math.max(index, 0), cards(shown()).length - 1)];
  chosen = null;
  if (again) choose(again, { lit: answer.lines !== undefined });
  if (after) after();
}
const act = (what, after) => hand("act", what, after);

function current(words) {
  const one = card(chosen);
  if (review.hasAttribute("data-approved")) { say("This report is approved: reopen it first", true); return null; }
  if (!one?.dataset.claim) { say(`Choose a claim to ${words} first`); return null; }
  return one;
}
const does = {
  accept() {
    const one = current("accept");
    if (!one) return;
    act({ act: "accept", claim: one.id }, () => { if (!nextOpenAfter()) say("No claim is open: Ctrl+Enter approves the report"); });
  },
  undo: () => hand("undo"),
  redo: () => hand("redo"),
  approve() {
    if (review.hasAttribute("data-approved")) Asks.reopen();
    else act({ act: "approve" });
  },
  reject() { const one = current("reject"); if (one) Asks.reject(one); },
  edit() { const one = current("edit"); if (one) Asks.edit(one, "kind"); },
  speaker() { const one = current("change"); if (one) Asks.edit(one, "speaker"); },
  toll() { const one = current("change"); if (one) Asks.edit(one, "count"); },
  mood() { const one = current("change"); if (one) Asks.mood(one); },
  link() { const one = current("link"); if (one) Asks.link(one); },
  merge() {
    const one = card(chosen);
    if (one?.dataset.first && !review.hasAttribute("data-approved")) return Asks.merge(card(one.dataset.first));
    const claim = current("merge");
    if (claim) Asks.merge(claim);
  },
  split() { const one = current("split"); if (one) Asks.split(one); },
};
function nextOpenAfter() {
  const all = [...claims.querySelectorAll(".card[data-claim]")];
  const at = all.findIndex(one => one.id === chosen);
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find(one => one.dataset.status === "unreviewed");
  if (next) choose(next);
  return next;
}

claims.addEventListener("click", event => {
  const target = event.target;
  const button = target.closest("button[data-do]");
  const one = target.closest(".card");
  if (one && one.id !== chosen) choose(one, { focus: false });
  if (button) return does[button.dataset.do]();
  const tab = target.closest("[role=tab]");
  if (tab) return showTab(tabs().indexOf(tab));
  const jump = target.closest("a[data-go]");
  if (jump) { event.preventDefault(); return choose(card(jump.dataset.go)); }
  if (one && narrow() && target.closest(".quote")) light(one.dataset.claim, true);
});
claims.addEventListener("focusin", event => {
  const one = event.target.closest(".card");
  if (one && one.id !== chosen) choose(one, { focus: false });
});
claims.addEventListener("keydown", event => {
  const at = tabs().indexOf(event.target);
  if (at < 0 || !["ArrowRight", "ArrowLeft", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const last = tabs().length - 1;
  const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
  showTab(next);
  tabs()[next].focus();
});

// Words lead to their claims: again on the same words, to the next claim that they carry.
document.getElementById("lines").addEventListener("click", event => {
  if (!getSelection().isCollapsed) return;
  const mark = event.target.closest(".m[data-c]");
  if (!mark) return;
  const ids = mark.dataset.c.split(" ");
  const next = card(ids[(ids.indexOf(chosen) + 1) % ids.length]);
  if (!next) return;
  if (narrow()) showPane("claims");
  choose(next, { focus: false, lit: false });
  light(next.id);
  flash([next]);
});

document.querySelectorAll(".panes button").forEach(button => button.addEventListener("click", () => showPane(button.dataset.pane)));

// Widths of the panes, by mouse or arrows, kept by the browser.
for (const bar of document.querySelectorAll(".splitter")) {
  const side = bar.dataset.side;
  const set = rem => {
    const width = Math.min(Math.max(rem, Number(bar.ariaValueMin)), Number(bar.ariaValueMax));
    review.style.setProperty(`--${side}`, `${width}rem`);
    bar.ariaValueNow = String(Math.round(width));
    try { localStorage.setItem(`diurna-${side}`, String(width)); } catch { /* kept for this page only */ }
  };
  try { const kept = Number(localStorage.getItem(`diurna-${side}`)); if (kept) set(kept); } catch { /* as it comes */ }
  bar.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    set(Number(bar.ariaValueNow) + (side === "left" ? step : -step));
  });
  bar.addEventListener("pointerdown", event => {
    bar.setPointerCapture(event.pointerId);
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const box = review.getBoundingClientRect();
    const move = at => set((side === "left" ? at.clientX - box.left : box.right - at.clientX) / em);
    bar.addEventListener("pointermove", move);
    bar.addEventListener("pointerup", () => bar.removeEventListener("pointermove", move), { once: true });
  });
}

// The selected words, or those of the chosen claim.
function words() {
  const selected = Span.selected();
  if (selected) return selected;
  const one = card(chosen);
  return one?.dataset.claim ? fields(one).anchor.at : null;
}
function stretch(how) {
  const at = words();
  if (at) Span.select(Span[how](at));
}
function jump(step) {
  const marks = [...document.querySelectorAll("#lines .m[data-letter]")];
  const at = marks.findIndex(mark => mark.classList.contains("on"));
  const mark = marks[at < 0 ? 0 : at + step];
  const next = mark && card(mark.dataset.c.split(" ")[0]);
  if (!mark) return;
  if (next) choose(next, { lit: false });
  document.querySelectorAll(".m.on").forEach(one => one.classList.remove("on"));
  mark.classList.add("on");
  mark.scrollIntoView({ block: "center" });
  flash([mark]);
}
const turn = to => { if (to) location.href = `/report/${to}`; else say("There is no further report here"); };
const free = () => { if (!review.hasAttribute("data-approved")) return true; say("This report is approved: reopen it first", true); return false; };
function selectedFor(run, what) {
  if (!free()) return;
  const at = Span.selected();
  if (at) run(at); else say(`Select the words ${what} first (Shift and arrows, or the mouse)`);
}

for (const name of Object.keys(does)) Keys.on(name, does[name]);
Keys.on("next", () => go(1));
Keys.on("previous", () => go(-1));
Keys.on("next-report", () => turn(review.dataset.next));
Keys.on("previous-report", () => turn(review.dataset.previous));
Keys.on("peek", () => light(card(chosen)?.dataset.claim ?? card(chosen)?.dataset.first, true));
Keys.on("conflict", () => nextOf("[data-conflict]", "No claim is in conflict"));
Keys.on("unreviewed", () => nextOf("[data-status=unreviewed]", "No claim is open"));
for (let number = 1; number <= 6; number += 1) {
  Keys.on(`tab-${number}`, () => { showTab(number - 1); choose(cards(shown())[0]); });
}
Keys.on("longer", () => stretch("longer"));
Keys.on("shorter", () => stretch("shorter"));
Keys.on("span-next", () => jump(1));
Keys.on("span-previous", () => jump(-1));
Keys.on("add", () => selectedFor(Asks.add, "that state it"));
Keys.on("noise", () => selectedFor(Asks.noise, "that are no part of the report"));
Keys.on("garbled", () => selectedFor(at => act({ act: "garbled", at }), "that are garbled"));

Span.read();
const first = card(location.hash.slice(1)) ?? claims.querySelector(".card[data-status=unreviewed]") ?? claims.querySelector(".card[data-claim]");
if (first) choose(first, { lit: Boolean(location.hash) });
