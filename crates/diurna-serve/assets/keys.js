// Keys: what they do, which they are, and the list that ? shows. A page says what it can do with Keys.on(act, run).
"use strict";
const Keys = (() => {
  const acts = [
    ["keys", "?", "Show the keys"],
    ["search", "/", "Search"],
    ["next", "j", "Next item"],
    ["previous", "k", "Previous item"],
    ["next-report", "J", "Next report"],
    ["previous-report", "K", "Previous report"],
    ["open", "Enter", "Open"],
    ["accept", "a", "Accept (also Enter)"],
    ["reject", "x", "Reject, with a reason"],
    ["edit", "e", "Edit"],
    ["peek", "Space", "Show the evidence"],
    ["mood", "m", "Stance and actuality; then a d c i s b"],
    ["speaker", "p", "Change the speaker"],
    ["toll", "t", "Edit the figure"],
    ["link", "l", "Link to another claim"],
    ["merge", "g", "Merge with another claim or happening"],
    ["split", "S", "Split off"],
    ["add", "+", "Add a claim from the selected words"],
    ["noise", "N", "Mark the selected words as noise"],
    ["garbled", "G", "Mark the text as garbled"],
    ["undo", "u", "Undo"],
    ["redo", "r", "Redo"],
    ["conflict", "n", "Next conflict"],
    ["unreviewed", ".", "Next unreviewed"],
    ["tab-1", "1", "Happenings"], ["tab-2", "2", "Claims"], ["tab-3", "3", "Tolls"],
    ["tab-4", "4", "Agreement"], ["tab-5", "5", "Background"], ["tab-6", "6", "Noise"],
    ["approve", "Ctrl+Enter", "Approve the report"],
    ["longer", "Shift+ArrowRight", "One word more"], ["shorter", "Shift+ArrowLeft", "One word less"],
    ["span-next", "Alt+ArrowDown", "Next marked words"], ["span-previous", "Alt+ArrowUp", "Marked words before"],
    ["belongs", "b", "Another report belongs to this story"], ["apart", "x", "The report does not belong to this story"],
    ["same", "g", "The claim is about the same happening as another"], ["different", "S", "The claim is not about this happening"],
    ["zoom-in", "+", "Nearer"], ["zoom-out", "-", "Farther"],
  ];
  const runs = new Map();
  const also = { Enter: "accept", "Alt+ArrowRight": "span-next", "Alt+ArrowLeft": "span-previous", "=": "add" };
  let own = {};
  let off = false;
  try {
    own = JSON.parse(localStorage.getItem("diurna-keys") || "{}");
    off = localStorage.getItem("diurna-keys-off") === "yes";
  } catch { own = {}; }
  const keyOf = act => own[act] ?? (acts.find(([name]) => name === act) || [])[1];

  function nameOf(event) {
    const key = event.key === " " ? "Space" : event.key;
    const named = key.length > 1;
    return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey && named ? "Shift+" : "") + key;
  }
  const typing = target => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const pressing = target => target.closest("button, a[href], summary, [role=separator], input[type=checkbox], input[type=radio]");

  function actOf(key) {
    for (const [act] of runs) if (keyOf(act) === key) return act;
    return runs.has(also[key]) ? also[key] : null;
  }
  document.addEventListener("keydown", event => {
    const target = event.target instanceof Element ? event.target : document.body;
    const open = document.querySelector("dialog[open]");
    if (open || event.defaultPrevented || event.isComposing) return;
    const key = nameOf(event);
    if (typing(target)) {
      if (key === "Escape") target.blur();
      return;
    }
    if ((key === "Enter" || key === "Space") && pressing(target)) return;
    if (off && key.length === 1 && key !== "?") return;
    const act = actOf(key);
    if (!act) return;
    event.preventDefault();
    runs.get(act)(event);
  });

  function draw() {
    const list = document.getElementById("keys-list");
    list.replaceChildren(...acts.filter(([act]) => runs.has(act)).map(([act, , words]) => {
      const row = document.createElement("div");
      const what = document.createElement("span");
      what.textContent = words;
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = keyOf(act);
      button.setAttribute("aria-label", `${words}: ${keyOf(act)}. Change`);
      button.addEventListener("click", () => change(act, button));
      row.append(what, button);
      return row;
    }));
    document.getElementById("keys-off").checked = off;
  }
  function change(act, button) {
    button.textContent = "press a key";
    button.addEventListener("keydown", event => {
      if (["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      const key = nameOf(event);
      const taken = [...runs.keys()].find(other => other !== act && keyOf(other) === key);
      if (event.key !== "Escape" && !taken) own[act] = key;
      keep();
      draw();
      if (taken) window.say(`${key} is taken`);
      [...document.querySelectorAll("#keys-list button")].find(one => one.textContent === keyOf(act))?.focus();
    }, { once: true });
  }
  function keep() {
    try {
      localStorage.setItem("diurna-keys", JSON.stringify(own));
      localStorage.setItem("diurna-keys-off", off ? "yes" : "no");
    } catch { /* a browser that keeps nothing: the keys stay as they came */ }
  }
  return {
    on(act, run) { runs.set(act, run); },
    of: keyOf,
    show() { draw(); document.getElementById("keys-dialog").showModal(); },
    reset() { own = {}; keep(); draw(); },
    turn(now) { off = now; keep(); },
  };
})();
window.Keys = Keys;
