// The page itself: built once from the data, then only texts, numbers and visibility change. Never any innerHTML.

const instrument = JSON.parse(document.getElementById("data").textContent);
const questions = Object.fromEntries(instrument.questions.map((each) => [each.id, each]));
const nodes = Object.fromEntries(instrument.nodes.map((each) => [each.id, each]));
const watchers = [];
let session = firstSession(instrument);
let results = {};
let scope = "";
let kept = true;
let dirty = false;

function say(key, gaps = {}) {
  return instrument.words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in gaps ? gaps[name] : whole));
}

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value === "boolean") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function watch(update) {
  watchers.push(update);
}

function shown(score) {
  return score === null ? "–" : String(halfUp(score));
}

function scoreText(node) {
  const { score } = results[node.id];
  if (score === null) return say("no_score");
  return node.top === null ? shown(score) : say("score_of", { score: shown(score), top: shown(node.top) });
}

function unreadBelow(ids) {
  return ids.filter((id) => isUnread(session.states[id]));
}

function bandText(node) {
  const band = bandOf(node.scale, results[node.id]);
  if (band) return band.label;
  const left = results[node.id].expected - results[node.id].answered;
  return node.scale && node.scale.complete && left ? say("no_band", { n: left }) : "";
}

function level(node) {
  const band = bandOf(node.scale, results[node.id]);
  if (!band) return "none";
  const place = node.scale.bands.indexOf(band) / Math.max(1, node.scale.bands.length - 1);
  return place < 1 / 3 ? "low" : place > 2 / 3 ? "high" : "middle";
}

function change(id, patch) {
  Object.assign(session.states[id], patch);
  dirty = true;
  refresh();
  keep();
}

function give(id, answer) {
  change(id, { answer, points: null, status: "answered", cause: "", source: "" });
}

function stateText(question, state) {
  if (isLeftOut(state)) return say("left_out", { status: state.status.replaceAll("_", " ") });
  if (isUnread(state)) return say("not_read");
  const { answer } = state;
  if (state.points !== null) return say("points_given", { n: state.points });
  if (question.kind === "tick") return say(answer ? "applies" : "does_not_apply");
  if (question.kind === "number") return `${answer} ${question.unit}`.trim();
  const chosen = question.choices.filter((each) => (Array.isArray(answer) ? answer.includes(each.code) : each.code === answer));
  return chosen.map((each) => each.text).join("; ") || say("none_applies");
}

// -- fields -----------------------------------------------------------------------------------------------------------

let fields = 0;

function field(id, name, label, tag = "input", properties = {}) {
  fields += 1;
  const input = make(tag, { id: `field-${fields}`, autocomplete: "off", ...properties });
  const printed = make("span", { class: "printed" });
  input.addEventListener("input", () => change(id, { [name]: input.value }));
  watch(() => {
    if (document.activeElement !== input) input.value = session.states[id][name];
    printed.textContent = session.states[id][name] || "…";
  });
  return make("div", { class: `field ${name}` }, make("label", { for: input.id }, label), input, printed);
}

function choice(type, name, text, isOn, set) {
  const input = make("input", { type, name, onchange: () => set(input.checked) });
  watch(() => {
    input.checked = isOn();
  });
  return make("label", { class: "choice" }, input, make("span", {}, text));
}

function controls(question) {
  const { id } = question, state = () => session.states[id];
  const radio = (text, answer) =>
    choice("radio", `answer-${id}`, text, () => !isLeftOut(state()) && state().points === null && state().answer === answer, () => give(id, answer));
  const parts = [];
  if (question.kind === "tick") {
    parts.push(radio(say("not_read"), null), radio(say("applies"), true), radio(say("does_not_apply"), false));
  } else if (question.kind === "single_choice") {
    parts.push(radio(say("not_read"), null), ...question.choices.map((each) => radio(each.text, each.code)));
  } else if (question.kind === "number") {
    parts.push(numberField(question));
  } else {
    for (const each of question.choices) {
      const set = (on) => {
        const before = state().answer ?? [];
        const now = question.choices.map(({ code }) => code).filter((code) => (code === each.code ? on : before.includes(code)));
        give(id, now.length ? now : null);
      };
      parts.push(choice("checkbox", `answer-${id}`, each.text, () => (state().answer ?? []).includes(each.code), set));
    }
    const none = () => Array.isArray(state().answer) && !state().answer.length;
    parts.push(choice("checkbox", `answer-${id}`, say("none_applies"), none, (on) => give(id, on ? [] : null)));
  }
  const out = [question.start, question.previous].find((each) => each && isLeftOut(each));
  if (out) {
    const text = say("left_out", { status: out.status.replaceAll("_", " ") });
    const set = (on) => (on ? change(id, { answer: null, points: null, status: out.status }) : give(id, null));
    parts.push(choice("checkbox", `out-${id}`, text, () => isLeftOut(state()), set));
  }
  return parts;
}

function numberField(question) {
  const { id } = question;
  const hint = make("span", { id: `hint-${id}`, class: "hint" }, say("a_number"));
  const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-describedby": hint.id });
  input.addEventListener("input", () => {
    const text = input.value.trim().replace(",", ".");
    const wrong = text !== "" && !/^[-+]?[0-9]*\.?[0-9]+$/.test(text);
    input.setAttribute("aria-invalid", String(wrong));
    hint.textContent = say(wrong ? "no_number" : "a_number");
    give(id, text === "" || wrong ? null : Number(text));
  });
  watch(() => {
    const { answer } = session.states[id];
    if (document.activeElement !== input) input.value = answer === null ? "" : String(answer);
  });
  return make("label", { class: "number" }, make("span", { class: "unseen" }, question.label), input, ` ${question.unit} `, hint);
}

// -- checklist --------------------------------------------------------------------------------------------------------

function itemOf(question) {
  const { id } = question;
  const counted = make("p", { class: "counted" }), previous = make("p", { class: "previous" });
  const said = make("p", { class: "question", id: `question-${id}` }, question.question);
  const several = question.kind === "at_least" || question.kind === "graded_count";
  const item = make(
    "fieldset",
    { id: `item-${id}`, class: "item", "aria-describedby": said.id, tabindex: "-1" },
    make("legend", {}, question.label),
    said,
    make("div", { class: `choices ${question.kind}` }, ...controls(question)),
    counted,
    previous,
  );
  if (question.help) item.append(make("details", {}, make("summary", {}, say("what_counts")), make("p", {}, question.help)));
  const notes = make("details", {}, make("summary", {}, `${say("notes")}, ${say("evidence")}`));
  notes.append(field(id, "comment", say("notes"), "textarea", { rows: "2" }), field(id, "references", say("evidence"), "textarea", { rows: "2" }));
  item.append(notes);
  watch(() => {
    const state = session.states[id], chosen = Array.isArray(state.answer) ? state.answer.length : 0;
    const gaps = { n: question.at_least, all: question.choices.length, chosen };
    const given = state.points === null ? "" : say("points_given", { n: state.points });
    counted.textContent = given || (several ? say(question.kind === "at_least" ? "counts_from" : "ticked", gaps) : "");
    item.dataset.state = isUnread(state) ? "unread" : isToDo(question, state) ? "todo" : "done";
    const before = session.previous && session.previous[id];
    const changed = before && !sameAnswer(before, state);
    previous.textContent = before ? `${say("last_round", { period: session.last_period })}: ${stateText(question, before)}` : "";
    if (changed) previous.append(" ", make("strong", {}, say("changed")));
  });
  return item;
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
    chip.textContent = section.node ? `${scoreText(nodes[section.node])} · ${read}` : read;
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
    const reachedBand = bandOf(node.scale, results[node.id]);
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
  const found = scoresOf(instrument, session.previous)[node.id], band = bandOf(node.scale, found);
  return `${say("last_round", { period: session.last_period })}: ${shown(found.score)}${band ? `, ${band.label}` : ""}`;
}

// -- to do, unread, changed -------------------------------------------------------------------------------------------

function planOf(question) {
  const { id } = question;
  const before = make("p", { class: "previous" });
  const row = make(
    "li",
    { class: "plan", id: `plan-${id}` },
    make("h4", {}, question.todo),
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
    const row = make("li", {}, make("button", { type: "button", class: "link", onclick: open }, question.label));
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
    ...linkList(() => say("not_read"), say("all_read"), (question) => isUnread(session.states[question.id])), changed);
}

// -- saving -----------------------------------------------------------------------------------------------------------

let waiting = 0;

function keep() {
  clearTimeout(waiting);
  waiting = setTimeout(keepNow, 200);
}

function keepNow() {
  kept = store.put(workOf(instrument, session));
  document.getElementById("kept").textContent = say(kept ? "kept_here" : "not_kept");
  announce(headlineText());
}

function announce(text) {
  document.getElementById("said").textContent = text;
}

function headlineText() {
  const { headlines, ids } = inScope(), node = nodes[headlines[0]];
  const read = say("read_of", { n: ids.length - unreadBelow(ids).length, all: ids.length });
  return node ? [`${node.label}: ${scoreText(node)}`, bandOf(node.scale, results[node.id])?.label, read].filter(Boolean).join(" · ") : read;
}

function download(name, type, text) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function fileName(suffix) {
  const stem = `${instrument.reference}-${instrument.unit}-${session.period}`.replace(/[^\p{L}\p{N}.-]+/gu, "-");
  return `${stem}.${suffix}`;
}

function open(found) {
  session = found;
  refresh();
  keep();
}

async function load(event) {
  const [file] = event.target.files, message = document.getElementById("message");
  if (!file) return;
  const found = workFrom(instrument, await file.text());
  event.target.value = "";
  if (found.session) open(found.session);
  message.textContent = found.session ? say("loaded") : say(found.said, { file: file.name, found: found.found });
}

function startOver() {
  store.drop();
  session = firstSession(instrument);
  refresh();
  document.getElementById("message").textContent = "";
}

function startRound() {
  const input = document.getElementById("round-name"), period = input.value.trim(), message = document.getElementById("message");
  if (period <= session.period) {
    message.textContent = say("new_round_later", { period: session.period });
    input.focus();
    return;
  }
  message.textContent = "";
  input.value = "";
  open(nextRound(session, period));
}

function savingSection() {
  const button = (key, onclick) => make("button", { type: "button", id: key.replaceAll("_", "-"), onclick }, say(key));
  const saveWork = () => download(fileName("json"), "application/json", workOf(instrument, session));
  const saveAnswers = () => download(fileName("csv"), "text/csv", csvOf(instrument, session));
  const file = make("input", { type: "file", id: "load-work", accept: ".json,application/json", onchange: load });
  return make("section", { class: "sheet saving", "aria-labelledby": "keep-title" }, make("h2", { id: "keep-title" }, say("keep")), make("p", { id: "kept" }, say("kept_here")),
    make("div", { class: "buttons" }, button("save_work", saveWork), button("save_answers", saveAnswers), button("print", () => window.print()), button("start_over", startOver)),
    make("p", { class: "row" }, make("label", { for: file.id }, say("load_work")), " ", file),
    make("p", { class: "row" }, make("label", { for: "round-name" }, say("new_round_name")), " ", make("input", { id: "round-name", autocomplete: "off" }), " ", button("new_round", startRound)),
    make("p", { id: "message", role: "alert" }));
}

// -- the page ---------------------------------------------------------------------------------------------------------

function header() {
  const round = make("span");
  watch(() => (round.textContent = `${say("round")} ${session.period}`));
  const who = instrument.unit_name === instrument.unit ? instrument.unit : `${instrument.unit_name} (${instrument.unit})`;
  const about = make("details", { class: "about" }, make("summary", {}, say("about")), make("p", {}, instrument.description), make("p", { class: "from" }, instrument.citation), make("p", { class: "from" }, instrument.reference));
  return make("header", {}, make("a", { class: "skip", href: "#result" }, say("skip_to_result")), make("p", { class: "kind" }, say("self_assessment")),
    make("h1", {}, instrument.title), make("p", { class: "who" }, make("strong", {}, who), " · ", round),
    make("p", { class: "from" }, say("never_ranked"), ...(instrument.unreviewed ? [" ", say("unreviewed_translation")] : [])), about);
}

function stickyBar() {
  const text = make("span", { class: "live" }), line = bar();
  const select = make("select", { id: "scope" }, make("option", { value: "" }, say("everything")));
  instrument.sections.forEach((section, index) => select.append(make("option", { value: String(index) }, section.label || say("further_questions"))));
  select.addEventListener("change", () => {
    scope = select.value;
    refresh();
    announce(headlineText());
  });
  watch(() => {
    const { ids } = inScope();
    text.textContent = headlineText();
    line.set((ids.length - unreadBelow(ids).length) / Math.max(1, ids.length));
  });
  return make("div", { class: "top" }, make("p", {}, make("label", { for: "scope" }, say("work_on")), " ", select), text, line.element);
}

function refresh() {
  results = scoresOf(instrument, session.states);
  for (const update of watchers) update();
}

function build() {
  const cards = make("section", { id: "result", class: "result", tabindex: "0", "aria-labelledby": "result-title" }, make("h2", { id: "result-title" }, say("result")),
    ...instrument.headlines.map((id) => cardOf(nodes[id])));
  const list = make("section", { class: "checklist", "aria-labelledby": "checklist-title" }, make("h2", { id: "checklist-title" }, say("checklist")), ...instrument.sections.map(sectionOf));
  document.getElementById("page").append(header(), stickyBar(), make("main", {}, make("div", { class: "work" }, list, cards), planSection(), savingSection()));
  store.key = `policyindex ${instrument.reference} ${instrument.unit} ${instrument.made}`;
  const found = store.get(), work = found === null ? {} : workFrom(instrument, found);
  if (work.session) {
    session = work.session;
    document.getElementById("message").textContent = say("found_again");
  }
  refresh();
  window.addEventListener("pagehide", () => dirty && store.put(workOf(instrument, session)));
  window.addEventListener("beforeunload", (event) => dirty && !kept && event.preventDefault());
}

build();
