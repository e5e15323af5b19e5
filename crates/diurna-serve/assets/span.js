// Positions in the report: code points of its text, as the record counts them, and back to places on the page.
"use strict";
const Span = (() => {
  let letters = [];
  const lines = () => document.getElementById("lines");

  // A character that a page cannot carry stands as an empty element of length one.
  function* parts(line) {
    const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) yield { node, letters: [...node.data] };
      else if (node.dataset.char) yield { node, letters: ["\uFFFC"] };
    }
  }
  function read() {
    letters = [];
    for (const line of lines().children) {
      const at = Number(line.dataset.at);
      while (letters.length < at) letters.push("\n");
      for (const part of parts(line)) letters.push(...part.letters);
    }
  }
  function offset(node, inside) {
    const start = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const line = start?.closest("#lines > p");
    if (!line) return null;
    const range = document.createRange();
    range.setStart(line, 0);
    range.setEnd(node, inside);
    let count = [...range.toString()].length;
    for (const blank of line.querySelectorAll("[data-char]")) {
      if (range.comparePoint(blank, 0) <= 0 && range.intersectsNode(blank)) count += 1;
    }
    return Number(line.dataset.at) + count;
  }
  function place(at) {
    for (const line of [...lines().children].reverse()) {
      let left = at - Number(line.dataset.at);
      if (left < 0) continue;
      let last = [line, 0];
      for (const { node, letters: own } of parts(line)) {
        if (node.nodeType !== Node.TEXT_NODE) { left -= 1; continue; }
        if (left <= own.length) return [node, own.slice(0, Math.max(left, 0)).join("").length];
        left -= own.length;
        last = [node, node.data.length];
      }
      return last;
    }
    return null;
  }
  function select([start, end]) {
    const from = place(start);
    const to = place(end);
    if (!from || !to) return;
    getSelection().setBaseAndExtent(...from, ...to);
    (from[0].parentElement ?? from[0]).scrollIntoView({ block: "nearest" });
  }
  const isWord = letter => letter !== undefined && /[\p{L}\p{N}\p{M}'’-]/u.test(letter);

  return {
    read,
    select,
    words: ([start, end]) => letters.slice(start, end).join(""),
    // The selected words, without blanks at their ends.
    selected() {
      const selection = getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return null;
      const range = selection.getRangeAt(0);
      let start = offset(range.startContainer, range.startOffset);
      let end = offset(range.endContainer, range.endOffset);
      if (start === null || end === null || start >= end) return null;
      while (start < end && /\s/.test(letters[start])) start += 1;
      while (end > start && /\s/.test(letters[end - 1])) end -= 1;
      return start < end ? [start, end] : null;
    },
    longer([start, end]) {
      let at = end;
      while (at < letters.length && !isWord(letters[at])) at += 1;
      while (at < letters.length && isWord(letters[at])) at += 1;
      return [start, at];
    },
    shorter([start, end]) {
      let at = end;
      while (at > start && isWord(letters[at - 1])) at -= 1;
      while (at > start && !isWord(letters[at - 1])) at -= 1;
      return at > start ? [start, at] : [start, end];
    },
    // Where these words stand, the nearest to `near`; null where the report does not have them.
    find(words, near) {
      const asked = [...words.trim()];
      if (!asked.length) return null;
      let best = null;
      for (let at = 0; at + asked.length <= letters.length; at += 1) {
        if (letters[at] !== asked[0] || !asked.every((letter, step) => letters[at + step] === letter)) continue;
        if ((isWord(letters[at - 1]) && isWord(asked[0])) || (isWord(letters[at + asked.length]) && isWord(asked.at(-1)))) continue;
        const far = at < near[0] ? near[0] - at : Math.max(0, at + asked.length - near[1]);
        if (!best || far < best.far) best = { far, at: [at, at + asked.length] };
      }
      return best?.at ?? null;
    },
  };
})();
window.Span = Span;
