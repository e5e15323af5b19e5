// The questions a correction asks before it is handed in.
"use strict";
const Asks = (() => {
  const dialog = name => document.getElementById(`ask-${name}`);

  // Opens a dialog; `run` gets its fields, and says no by giving words to show.
  function ask(name, run, first) {
    const box = dialog(name);
    const form = box.querySelector("form");
    box.showModal();
    (first ?? form.querySelector("input, select, textarea")).focus();
    form.onsubmit = event => {
      event.preventDefault();
      const refused = run(form.elements);
      if (refused) return say(refused, true);
      box.close();
    };
  }
  document.querySelectorAll("dialog [data-close]").forEach(button => button.addEventListener("click", () => button.closest("dialog").close()));

  // The words of a field as a place in the report.
  function place(words, near) {
    const at = Span.find(words, near);
    if (!at) throw new Error(`The report does not have the words “${words}”`);
    return { at };
  }
  const guarded = run => form => {
    try { return run(form); } catch (error) { return error.message; }
  };
  const text = one => one ? one.text : "";
  const linesOf = all => (all ?? []).map(text).join("\n");
  const number = words => words === "" ? null : Number(words);

  function fill(form, claim) {
    const values = {
      kind: claim.kind, anchor: claim.anchor.text, stance: claim.stance, actuality: claim.actuality, quote: claim.quote,
      speaker: text(claim.speaker), "speaker-is": text(claim.speaker?.is), by: linesOf(claim.by), against: linesOf(claim.against),
      with: linesOf(claim.with), means: linesOf(claim.means), place: text(claim.place), "place-name": claim.place?.name ?? "",
      country: claim.place?.country ?? "", grain: claim.place?.grain ?? "settlement", lat: claim.place?.lat ?? "", lon: claim.place?.lon ?? "",
      when: text(claim.when), from: claim.when?.from ?? "", to: claim.when?.to ?? "", count: text(claim.count), op: claim.count?.op ?? "",
      value: claim.count?.value ?? "", max: claim.count?.max ?? "", unit: claim.count?.unit ?? "", who: claim.count?.who ?? "",
    };
    for (const [name, value] of Object.entries(values)) form[name].value = value;
    form.background.checked = claim.background;
    form.why.value = "";
    return Object.fromEntries(Object.keys(values).map(name => [name, form[name].value]));
  }

  // Only what was changed is set.
  function changes(form, was, claim) {
    const set = {};
    const near = claim.at;
    const now = name => form[name].value.trim();
    const changed = (...names) => names.some(name => form[name].value !== was[name]);
    for (const name of ["kind", "stance", "actuality"]) if (changed(name)) set[name] = now(name);
    if (changed("anchor")) set.anchor = place(now("anchor"), near);
    if (changed("quote")) set.at = place(now("quote"), near).at;
    if (changed("speaker", "speaker-is")) {
      set.speaker = now("speaker") === "" ? null : { ...(changed("speaker") ? place(now("speaker"), near) : { at: claim.speaker.at }), is: now("speaker-is") === "" ? null : { at: Span.find(now("speaker-is"), near), text: now("speaker-is") } };
    }
    for (const name of ["by", "against", "with", "means"]) {
      if (changed(name)) set[name] = now(name).split("\n").map(line => line.trim()).filter(Boolean).map(line => place(line, near));
    }
    if (changed("place", "place-name", "country", "grain", "lat", "lon")) {
      const lat = number(now("lat")), lon = number(now("lon"));
      if ((lat === null) !== (lon === null)) throw new Error("A point needs both its degrees");
      const same = !changed("place-name", "lat", "lon");
      set.place = now("place") === "" ? null : {
        ...place(now("place"), near), name: now("place-name") || null, country: now("country").toUpperCase() || null, grain: now("grain"), lat, lon,
        geonameid: same ? claim.place?.geonameid ?? null : null, rivals: [],
      };
    }
    if (changed("when", "from", "to")) {
      const from = now("from") || null, to = now("to") || null;
      if (from && to && from > to) throw new Error("The first day is after the last");
      set.when = now("when") === "" ? null : { ...place(now("when"), near), from, to };
    }
    if (changed("count", "op", "value", "max", "unit", "who")) {
      set.count = now("count") === "" ? null : {
        ...place(now("count"), near), op: now("op") || null, value: number(now("value")), max: number(now("max")),
        unit: now("unit") || null, who: now("who") || null, part_of: claim.count?.part_of ?? null,
      };
    }
    if (form.background.checked !== claim.background) set.background = form.background.checked;
    return set;
  }

  // The other claims of the report, to choose one from.
  function others(select, one) {
    const all = [...document.querySelectorAll("#claims .card[data-claim]")].filter(other => other !== one && other.dataset.status !== "rejected");
    select.replaceChildren(...all.map(other => {
      const claim = fields(other);
      const option = document.createElement("option");
      option.value = other.id;
      option.textContent = `${other.id} · ${claim.anchor.text} · ${claim.quote.slice(0, 70)}`;
      return option;
    }));
    select.selectedIndex = 0;
    return all.length > 0;
  }

  const moodBox = dialog("mood");
  let moodCard = null;
  function setMood(button) {
    const claim = fields(moodCard);
    const set = button.dataset.set === "background" ? { background: !claim.background } : JSON.parse(button.dataset.set);
    moodBox.close();
    act({ act: "edit", claim: moodCard.id, set });
  }
  moodBox.addEventListener("click", event => { const button = event.target.closest("button[data-set]"); if (button) setMood(button); });
  moodBox.addEventListener("keydown", event => {
    if (event.target.closest("select") || event.ctrlKey || event.altKey) return;
    const button = moodBox.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
    if (button) { event.preventDefault(); setMood(button); }
  });

  return {
    reject(one) {
      dialog("reject").querySelector("input").value = "";
      ask("reject", form => {
        if (!form.why.value.trim()) return "A rejection needs a reason";
        act({ act: "reject", claim: one.id, why: form.why.value.trim() }, nextOpenAfter);
      });
    },
    reopen() {
      dialog("reopen").querySelector("input").value = "";
      ask("reopen", form => { act({ act: "reopen", why: form.why.value.trim() }); });
    },
    mood(one) {
      moodCard = one;
      const claim = fields(one);
      const form = moodBox.querySelector("form");
      form.elements.stance.value = claim.stance;
      form.elements.actuality.value = claim.actuality;
      ask("mood", ({ stance, actuality }) => {
        const set = {};
        if (stance.value !== claim.stance) set.stance = stance.value;
        if (actuality.value !== claim.actuality) set.actuality = actuality.value;
        if (Object.keys(set).length) act({ act: "edit", claim: one.id, set });
      }, moodBox.querySelector("button[data-key=a]"));
    },
    edit(one, name) {
      const claim = fields(one);
      const form = dialog("edit").querySelector("form").elements;
      const selected = Span.selected();
      const was = fill(form, claim);
      if (selected && name === "speaker") form.speaker.value = Span.words(selected);
      ask("edit", guarded(() => {
        const set = changes(form, was, claim);
        if (!Object.keys(set).length) return "Nothing was changed";
        act({ act: "edit", claim: one.id, set, why: form.why.value.trim() || null });
      }), form[name]);
    },
    link(one) {
      if (!others(dialog("link").querySelector("select[name=to]"), one)) return say("There is no other claim");
      ask("link", form => { act({ act: "link", claim: one.id, link: form.link.value, to: form.to.value }); });
    },
    merge(one) {
      if (!others(dialog("merge").querySelector("select[name=to]"), one)) return say("There is no other claim");
      ask("merge", form => { act({ act: form.what.value, claims: [one.id, form.to.value] }); });
    },
    split(one) {
      const claim = fields(one);
      const form = dialog("split").querySelector("form").elements;
      const parts = document.getElementById("split-parts");
      form.what.value = "split-event";
      parts.hidden = true;
      form.what.onchange = () => { parts.hidden = form.what.value !== "split"; };
      for (const number of [1, 2]) {
        form[`anchor-${number}`].value = claim.anchor.text;
        form[`quote-${number}`].value = claim.quote;
      }
      ask("split", guarded(() => {
        if (form.what.value === "split-event") return void act({ act: "split-event", claims: [one.id] });
        const into = [1, 2].map(number => ({ anchor: place(form[`anchor-${number}`].value.trim(), claim.at), at: place(form[`quote-${number}`].value, claim.at).at }));
        if (JSON.stringify(into[0]) === JSON.stringify(into[1])) return "Both parts are the same";
        act({ act: "split", claim: one.id, into });
      }));
    },
    add(at) {
      const words = Span.words(at);
      const form = dialog("add").querySelector("form").elements;
      document.getElementById("ask-add-quote").textContent = words;
      form.kind.value = "";
      form.speaker.value = "";
      form.anchor.value = words.length < 30 ? words : "";
      form.stance.value = "asserts";
      form.actuality.value = "happened";
      ask("add", guarded(() => {
        const claim = { kind: form.kind.value.trim(), anchor: place(form.anchor.value.trim(), at), at, stance: form.stance.value, actuality: form.actuality.value };
        if (form.speaker.value.trim()) claim.speaker = place(form.speaker.value.trim(), at);
        act({ act: "add", claim });
      }));
    },
    noise(at) {
      document.getElementById("ask-noise-quote").textContent = Span.words(at);
      ask("noise", form => { act({ act: "noise", at, reason: form.reason.value }); });
    },
  };
})();
