// Saving, and the page as a whole.

// -- saving -----------------------------------------------------------------------------------------------------------

// Excel takes a CSV for UTF-8 only if it starts so. Texts that start with = + - @ stay as they are: an apostrophe before
// them would come back as part of the note.
const BYTE_ORDER_MARK = "\ufeff";
const LARGEST = 20_000_000; // bytes of a saved work
let waiting = 0;

// Stored at once, as no event is sure to come before a page is gone, or before the next one reads what is stored. Only
// what is read aloud waits until nobody types.
function keep() {
  const others = store.isOthers();
  kept = !others && store.put(workOf(instrument, session));
  document.getElementById("kept").textContent = say(kept ? "kept_here" : "not_kept");
  document.getElementById("other-tab").hidden = !others;
  clearTimeout(waiting);
  waiting = setTimeout(() => announce(headlineText()), 200);
}

function announce(text) {
  document.getElementById("said").textContent = text;
}

function headlineText() {
  const { headlines, ids } = inScope(), node = nodes[headlines[0]];
  const read = say("read_of", { n: ids.length - unreadBelow(ids).length, all: ids.length });
  return node ? [`${node.label}: ${scoreText(node)}`, bandOf(node, results[node.id])?.label, incompleteText(node, results[node.id]), read].filter(Boolean).join(" · ") : read;
}

function download(name, type, text) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([text], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function fileName(suffix) {
  const stem = `${instrument.reference}-${unitOf(session)}-${session.period}`.replace(/[^\p{L}\p{N}.-]+/gu, "-");
  return `${stem}.${suffix}`;
}

function open(found) {
  session = found;
  refresh();
  keep();
}

function mayReplace() {
  const untouched = JSON.stringify(session) === JSON.stringify(firstSession(instrument));
  return untouched || window.confirm(say("replaces_all"));
}

function takeOther() {
  store.mine = store.get();
  const found = store.mine === null ? {} : workFrom(instrument, store.mine);
  open(found.session ?? firstSession(instrument));
}

function keepMine() {
  store.mine = store.get();
  keep();
}

function otherTab() {
  const button = (key, onclick) => make("button", { type: "button", onclick }, say(key));
  return make("div", { id: "other-tab", class: "buttons", role: "alert", hidden: true }, make("p", {}, say("other_tab")), button("take_other", takeOther), button("keep_mine", keepMine));
}

async function load(event) {
  const [file] = event.target.files, message = document.getElementById("message");
  if (!file) return;
  const found = file.size > LARGEST ? { said: "not_loaded" } : workFrom(instrument, await file.text());
  event.target.value = "";
  if (found.session) {
    if (!mayReplace()) {
      message.textContent = say("unchanged_work");
      return;
    }
    open(found.session);
  }
  message.textContent = found.session ? say("loaded") : say(found.said, { file: file.name, found: found.found });
}

function startOver() {
  if (!mayReplace()) return;
  if (!store.isOthers()) store.drop();
  session = firstSession(instrument);
  dirty = false;
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
  const saveAnswers = () => {
    const nobody = !unitOf(session) || !session.period.trim();
    document.getElementById("message").textContent = nobody ? say("give_who") : "";
    if (nobody) document.getElementById("who-unit_name").focus();
    else download(fileName("csv"), "text/csv", BYTE_ORDER_MARK + csvOf(instrument, session));
  };
  const file = make("input", { type: "file", id: "load-work", accept: ".json,application/json", onchange: load });
  return make("section", { class: "sheet saving", "aria-labelledby": "keep-title" }, make("h2", { id: "keep-title" }, say("keep")), make("p", { id: "kept" }, say("kept_here")),
    make("div", { class: "buttons" }, button("save_work", saveWork), button("save_answers", saveAnswers), button("print", () => window.print()), button("start_over", startOver)),
    make("p", { class: "row" }, make("label", { for: file.id }, say("load_work")), " ", file),
    make("p", { class: "row" }, make("label", { for: "round-name" }, say("new_round_name")), " ", make("input", { id: "round-name", autocomplete: "off" }), " ", button("new_round", startRound)),
    make("p", { id: "message", role: "alert" }));
}

// -- the page ---------------------------------------------------------------------------------------------------------

// Where the file is for anybody: name, code and period are typed.
function whoField(name, key) {
  const hint = make("span", { id: `who-${name}-hint`, class: "hint" }, say(`${key}_help`));
  const input = make("input", { id: `who-${name}`, autocomplete: "off", maxlength: "200", "aria-describedby": hint.id });
  const printed = make("span", { class: "printed" });
  input.addEventListener("input", () => {
    session[name] = input.value;
    dirty = true;
    refresh();
    keep();
  });
  watch(() => {
    if (document.activeElement !== input) input.value = session[name];
    printed.textContent = session[name] || "…";
  });
  return make("div", { class: "field" }, make("label", { for: input.id }, say(key)), input, printed, hint);
}

function whoFields() {
  const filed = make("p", { class: "from" });
  watch(() => (filed.textContent = unitOf(session) ? say("filed_under", { unit: unitOf(session) }) : ""));
  return make("div", { class: "who-fields", role: "group", "aria-label": say("who") }, whoField("unit_name", "who_name"), whoField("unit", "who_code"), whoField("period", "who_period"), filed);
}

function header() {
  const round = make("span");
  watch(() => (round.textContent = `${say("round")} ${session.period}`));
  const who = instrument.unit_name === instrument.unit ? instrument.unit : `${instrument.unit_name} (${instrument.unit})`;
  const about = make("details", { class: "about" }, make("summary", {}, say("about")), make("p", {}, instrument.description), make("p", { class: "from" }, instrument.citation), make("p", { class: "from" }, instrument.reference));
  return make("header", {}, make("a", { class: "skip", href: "#result" }, say("skip_to_result")), make("p", { class: "kind" }, say("self_assessment")),
    make("h1", {}, instrument.title), instrument.unit ? make("p", { class: "who" }, make("strong", {}, who), " · ", round) : whoFields(),
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
  return make("section", { class: "top", "aria-label": say("overview") }, make("p", {}, make("label", { for: "scope" }, say("work_on")), " ", select), text, line.element);
}

function refresh() {
  results = scoresOf(instrument, session.states);
  for (const update of watchers) update();
}

function build() {
  const cards = make("section", { id: "result", class: "result", tabindex: "0", "aria-labelledby": "result-title" }, make("h2", { id: "result-title" }, say("result")), carriedText(),
    ...instrument.headlines.map((id) => cardOf(nodes[id])));
  const list = make("section", { class: "checklist", "aria-labelledby": "checklist-title" }, make("h2", { id: "checklist-title" }, say("checklist")), ...instrument.sections.map(sectionOf));
  document.getElementById("page").append(header(), stickyBar(), make("main", {}, otherTab(), make("div", { class: "work" }, list, cards), planSection(), recordSection(), savingSection()));
  store.key = `policyindex ${instrument.reference} ${instrument.unit} ${instrument.made}`;
  const found = (store.mine = store.get()), work = found === null ? {} : workFrom(instrument, found);
  if (work.session) {
    session = work.session;
    document.getElementById("message").textContent = say("found_again");
  }
  refresh();
  window.addEventListener("storage", (event) => event.key === store.key && store.isOthers() && keep());
  window.addEventListener("beforeunload", (event) => dirty && !kept && event.preventDefault());
}

build();
