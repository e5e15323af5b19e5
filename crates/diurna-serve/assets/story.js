// A story by keys: j and k go through its reports, claims and the list of stories; what a person says of them is handed in and binds.
"use strict";
const story = document.getElementById("story");
const items = [...document.querySelectorAll("tr[data-item], tr[data-row]")];
let at = -1;

function choose(step) {
  const next = Math.min(Math.max(at + step, 0), items.length - 1);
  if (!items.length) return;
  const turn = document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
  if (at + step >= items.length && turn) { turn.click(); return; }
  items[at]?.classList.remove("here");
  at = next;
  items[at].classList.add("here");
  items[at].querySelector("a").focus();
  items[at].scrollIntoView({ block: "nearest" });
}
document.addEventListener("focusin", event => {
  const row = event.target.closest("tr[data-item], tr[data-row]");
  if (!row || items[at] === row) return;
  items[at]?.classList.remove("here");
  at = items.indexOf(row);
  row.classList.add("here");
});
Keys.on("next", () => choose(1));
Keys.on("previous", () => choose(-1));
Keys.on("open", () => items[at]?.querySelector("a").click());

// What was said is told when the page is drawn again: the story may have another number then.
const kept = sessionStorage.getItem("diurna-said");
if (kept) {
  sessionStorage.removeItem("diurna-said");
  say(kept);
}
async function hand(path, body) {
  let answer;
  try {
    answer = await fetch(`/stories/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    return say("The server does not answer: nothing was saved", true);
  }
  if (!answer.ok) return say(await answer.text(), true);
  const { said, story: id } = await answer.json();
  if (!id) return say(said);
  sessionStorage.setItem("diurna-said", said);
  location.assign(`/stories?story=${id}`);
}

function ask(name, what, run) {
  const box = document.getElementById(`ask-${name}`);
  const form = box.querySelector("form");
  const shown = box.querySelector("[data-what]");
  if (shown) shown.textContent = what;
  form.reset();
  box.showModal();
  form.querySelector("input, select").focus();
  form.onsubmit = event => {
    event.preventDefault();
    const body = run(form.elements);
    if (!body) return;
    box.close();
    hand("bond", { story: story.dataset.story, why: form.elements.why.value.trim() || null, ...body });
  };
}
document.querySelectorAll("dialog [data-close]").forEach(button => button.addEventListener("click", () => button.closest("dialog").close()));

const rowOf = button => button?.closest("tr") ?? items[at];
const report = row => row?.dataset.report && !row.dataset.claim ? row : (say("Choose a report of the story first"), null);
const claim = row => row?.dataset.claim ? row : (say("Choose a claim of the story first"), null);
const acts = {
  belongs: () => ask("belongs", "", form => form.report.value.trim() && { bond: "belongs", report: form.report.value.trim() }),
  apart: button => {
    const row = report(rowOf(button));
    if (row) ask("apart", row.dataset.name, () => ({ bond: "does-not-belong", report: row.dataset.report }));
  },
  same: button => {
    const row = claim(rowOf(button));
    if (!row) return;
    const own = row.closest("table");
    const select = document.querySelector("#ask-same select");
    const others = [...document.querySelectorAll("table[data-happening]")].filter(table => table !== own);
    select.replaceChildren(...[["", "none of these"], ...others.map(table => [table.dataset.happening, table.caption.textContent.trim().slice(0, 90)])].map(([value, words]) => {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = words;
      return option;
    }));
    ask("same", row.dataset.name, form => {
      const body = { bond: "same-happening", report: row.dataset.report, claim: row.dataset.claim };
      if (form.elsewhere.value.trim()) return { ...body, elsewhere: form.elsewhere.value.trim() };
      if (form.happening.value) return { ...body, happening: form.happening.value };
      say("Choose a happening, or name a claim elsewhere", true);
      return null;
    });
  },
  different: button => {
    const row = claim(rowOf(button));
    if (row) ask("different", row.dataset.name, () => ({ bond: "not-the-same", report: row.dataset.report, claim: row.dataset.claim, happening: row.closest("table").dataset.happening }));
  },
  undo: () => hand("undo", {}),
  redo: () => hand("redo", {}),
};
if (story) {
  for (const [name, run] of Object.entries(acts)) Keys.on(name, () => run());
  story.addEventListener("click", event => {
    const button = event.target.closest("button[data-do]");
    if (button) acts[button.dataset.do](button);
  });
}
