// The parts that people see: checklist, result, what is to do.

// -- checklist --------------------------------------------------------------------------------------------------------

function titleOf(question) {
  return `${question.number}. ${question.label}`;
}

function itemOf(question) {
  const { id } = question;
  const counted = make("p", { class: "counted" }), previous = make("p", { class: "previous" });
  const said = make("p", { class: "question", id: `question-${id}` }, question.question);
  const item = make(
    "fieldset",
    { id: `item-${id}`, class: "item", "aria-describedby": said.id, tabindex: "-1" },
    make("legend", {}, titleOf(question)),
    said,
    make("div", { class: kindOf(question).stacked ? "choices stacked" : "choices" }, ...controls(question)),
    counted,
    previous,
    ...sinceLastRound(question),
  );
  if (question.help) item.append(make("details", {}, make("summary", {}, say("what_counts")), ...question.help.split("\n").map((line) => make("p", {}, line))));
  const notes = make("details", {}, make("summary", {}, `${say("notes")}, ${say("evidence")}`));
  notes.append(field(id, "comment", say("notes"), "textarea", { rows: "2" }), field(id, "references", say("evidence"), "textarea", { rows: "2" }));
  item.append(notes);
  watch(() => {
    const state = session.states[id], chosen = Array.isArray(state.answer) ? state.answer.length : 0;
    counted.textContent = state.points === null ? kindOf(question).gap(question, chosen) : say("points_given", { n: state.points });
    item.dataset.state = isOpen(question, state) ? "unread" : isToDo(question, state) ? "todo" : "done";
    const before = session.previous && session.previous[id];
    const changed = before && !sameAnswer(before, state);
    previous.textContent = before ? `${say("last_round", { period: session.last_period })}: ${stateText(question, before)}` : "";
    if (changed) previous.append(" ", make("strong", {}, say("changed")));
  });
  return item;
}

// To confirm an answer of the last round, or to say why it is another one now.
function sinceLastRound(question) {
  const { id } = question, text = make("span");
  const confirm = make("p", { class: "since" }, text, " ", make("button", { type: "button", "aria-describedby": `question-${id}`, onclick: () => change(id, { carried: false }) }, say("confirm")));
  const select = make("select", { id: `cause-${id}`, onchange: () => change(id, { cause: select.value }) }, make("option", { value: "" }, "–"),
    ...["reform", "correction", "recoding"].map((cause) => make("option", { value: cause }, say(cause))));
  const why = make("p", { class: "since" }, make("label", { for: select.id }, say("cause")), " ", select);
  watch(() => {
    const state = session.states[id], before = session.previous && session.previous[id];
    confirm.hidden = !state.carried;
    text.textContent = say("carried_here", { period: session.last_period });
    why.hidden = !before || isUnread(before) || isUnread(state) || sameAnswer(before, state);
    select.value = state.cause;
  });
  return [confirm, why];
}

function carriedText() {
  const said = make("p", { class: "carried" });
  watch(() => {
    const n = inScope().ids.filter((id) => session.states[id].carried).length;
    said.hidden = n === 0;
    said.textContent = say("carried", { n, period: session.last_period });
  });
  return said;
}

function sectionOf(section, index) {
  const chip = make("span", { class: "chip" });
  const part = make("section", { id: `section-${index}`, "aria-labelledby": `title-${index}` });
  part.append(make("h3", { id: `title-${index}` }, section.label || say("further_questions")), chip);
  for (const group of section.groups) {
    const score = make("span", { class: "part-score" });
    if (group.label) part.append(make("h4", {}, group.label, " ", score));
    part.append(...group.questions.map((id) => itemOf(questions[id])));
    if (group.node) watch(() => (score.textContent = scoreText(nodes[group.node])));
  }
  const ids = section.groups.flatMap((group) => group.questions);
  watch(() => {
    part.hidden = scope !== "" && scope !== String(index);
    const read = say("read_of", { n: ids.length - unreadBelow(ids).length, all: ids.length });
    const scored = section.node ? [scoreText(nodes[section.node]), incompleteText(nodes[section.node], results[section.node])] : [];
    chip.textContent = [...scored, read].filter(Boolean).join(" · ");
  });
  return part;
}

// -- result -----------------------------------------------------------------------------------------------------------

function inScope() {
  if (scope === "") return { headlines: instrument.headlines, ids: instrument.questions.map((each) => each.id) };
  const section = instrument.sections[Number(scope)];
  return { headlines: section.node ? [section.node] : [], ids: section.groups.flatMap((group) => group.questions) };
}

function bar() {
  const fill = make("span");
  return { element: make("span", { class: "bar", "aria-hidden": "true" }, fill), set: (share) => (fill.style.width = `${Math.min(1, Math.max(0, share)) * 100}%`) };
}

function cardOf(node) {
  const number = make("p", { class: "number" }), band = make("p", { class: "band" }), before = make("p", { class: "previous" });
  const learn = make("div", { class: "learn" }), line = bar();
  const card = make("article", { class: "card" }, make("h3", {}, node.label), number, line.element, band, learn, before);
  watch(() => {
    card.hidden = !inScope().headlines.includes(node.id);
    card.dataset.level = level(node);
    number.textContent = scoreText(node);
    line.set(node.top ? (results[node.id].score ?? 0) / node.top : 0);
    band.textContent = bandText(node);
    const reachedBand = bandOf(node, results[node.id]);
    learn.replaceChildren(...(reachedBand && reachedBand.learn_from.length ? learnFrom(reachedBand.learn_from) : []));
    before.textContent = session.previous ? previousText(node) : "";
  });
  return card;
}

function learnFrom(regions) {
  const items = regions.map(({ label, see }) => make("li", {}, label, ...(see ? [make("span", { class: "see" }, ` (${see})`)] : [])));
  return [make("h4", {}, say("learn_from")), make("ul", {}, ...items)];
}

function previousText(node) {
  const found = scoresOf(instrument, session.previous)[node.id], band = bandOf(node, found);
  const said = [shown(node, found.score), band?.label, incompleteText(node, found)].filter(Boolean).join(", ");
  return `${say("last_round", { period: session.last_period })}: ${said}`;
}

// -- to do, unread, changed -------------------------------------------------------------------------------------------

function planOf(question) {
  const { id } = question;
  const before = make("p", { class: "previous" });
  const row = make(
    "li",
    { class: "plan", id: `plan-${id}` },
    make("h3", {}, `${question.number}. ${question.todo}`),
    make("p", { class: "from" }, question.todo === question.label ? "" : question.label),
    before,
    make("div", { class: "fields", role: "group", "aria-label": question.label },
      field(id, "owner", say("owner")), field(id, "due", say("date"), "input", { type: "date" }), field(id, "references", say("evidence"), "textarea", { rows: "1" })),
  );
  watch(() => {
    row.hidden = !inScope().ids.includes(id) || !isToDo(question, session.states[id]);
    const old = session.previous && session.previous[id];
    const parts = old ? [stateText(question, old), old.owner, old.due, old.references].filter(Boolean) : [];
    before.textContent = old ? `${say("last_round", { period: session.last_period })}: ${parts.join(" · ")}` : "";
  });
  return row;
}

function linkList(heading, none, isListed) {
  const title = make("h3"), list = make("ul", { class: "links" }), empty = make("p", {}, none);
  const rows = instrument.questions.map((question) => {
    const open = () => {
      const item = document.getElementById(`item-${question.id}`);
      item.scrollIntoView({ block: "center" });
      item.focus({ preventScroll: true });
    };
    const row = make("li", {}, make("button", { type: "button", class: "link", onclick: open }, titleOf(question)));
    return { row, question };
  });
  list.append(...rows.map(({ row }) => row));
  watch(() => {
    const { ids } = inScope();
    let count = 0;
    for (const { row, question } of rows) {
      row.hidden = !ids.includes(question.id) || !isListed(question);
      count += row.hidden ? 0 : 1;
    }
    title.textContent = `${heading()} (${count})`;
    empty.hidden = count > 0;
  });
  return [title, empty, list];
}

function planSection() {
  const empty = make("p", {}, say("nothing_to_do")), title = make("h2", { id: "plan-title" });
  const changed = make("div", {}, ...linkList(() => say("changed_since", { period: session.last_period }), say("nothing_changed"), (question) => session.previous !== null && !sameAnswer(session.previous[question.id], session.states[question.id])));
  watch(() => {
    const { ids } = inScope(), count = ids.filter((id) => isToDo(questions[id], session.states[id])).length;
    title.textContent = `${say("action_plan")} (${count})`;
    empty.hidden = count > 0;
    changed.hidden = session.previous === null;
  });
  return make("section", { class: "sheet", "aria-labelledby": "plan-title" }, title, make("p", { class: "intro" }, say("todo_intro")), empty,
    make("ol", { class: "plans" }, ...instrument.questions.filter((each) => each.scored).map(planOf)),
    ...linkList(() => say("not_read"), say("all_read"), (question) => isOpen(question, session.states[question.id])), changed);
}

// -- the record: for print, which shows no checklist ------------------------------------------------------------------

function recordSection() {
  const rows = instrument.questions.map((question) => {
    const answer = make("td"), notes = make("td"), evidence = make("td");
    const row = make("tr", {}, make("th", { scope: "row" }, titleOf(question)), answer, notes, evidence);
    watch(() => {
      const state = session.states[question.id];
      row.hidden = !inScope().ids.includes(question.id) || (isUnread(state) && !state.comment && !state.references);
      answer.textContent = stateText(question, state);
      notes.textContent = state.comment;
      evidence.textContent = state.references;
    });
    return row;
  });
  const heads = ["item", "state", "notes", "evidence"].map((key) => make("th", { scope: "col" }, say(key)));
  return make("section", { class: "sheet record", "aria-labelledby": "record-title" }, make("h2", { id: "record-title" }, say("all_answers")),
    make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
}
