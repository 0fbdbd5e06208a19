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

function shown(node, score) {
  return score === null ? "–" : halfUp(score, node.decimals).toFixed(node.decimals);
}

function scoreText(node) {
  const { score } = results[node.id];
  if (score === null) return say("no_score");
  return node.top === null ? shown(node, score) : say("score_of", { score: shown(node, score), top: shown(node, node.top) });
}

function unreadBelow(ids) {
  return ids.filter((id) => isOpen(questions[id], session.states[id]));
}

// Where a score rests on too few answers: that, and what the missing ones allow.
function incompleteText(node, { incomplete, least, most }) {
  if (!incomplete) return "";
  const known = least !== null && most !== null;
  return known ? say("run.incomplete_range", { least: shown(node, least), most: shown(node, most) }) : say("run.incomplete");
}

function bandText(node) {
  const result = results[node.id], band = bandOf(node, result);
  if (band) return band.label;
  const left = result.expected - result.answered;
  if (result.incomplete) return `${incompleteText(node, result)} · ${say("read_of", { n: result.answered, all: result.expected })}`;
  return node.scale && node.scale.complete && left ? say("no_band", { n: left }) : "";
}

function level(node) {
  const band = bandOf(node, results[node.id]);
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
  change(id, { answer, points: null, status: "answered", cause: "", source: "", carried: false });
}

function stateText(question, state) {
  if (isLeftOut(state)) return say(`left_out_${state.status}`);
  if (isUnread(state)) return say("not_read");
  return state.points === null ? kindOf(question).text(question, state.answer) : say("points_given", { n: state.points });
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

function radio(id, text, answer) {
  const isOn = (state) => !isLeftOut(state) && state.points === null && state.answer === answer;
  return choice("radio", `answer-${id}`, text, () => isOn(session.states[id]), () => give(id, answer));
}

// A box for each sub-option, and one for none of them.
function boxes(question) {
  const { id, choices } = question, answer = () => session.states[id].answer;
  const box = ({ code, text }) => {
    const set = (on) => {
      const before = answer() ?? [];
      const now = choices.map((each) => each.code).filter((each) => (each === code ? on : before.includes(each)));
      give(id, now.length ? now : null);
    };
    return choice("checkbox", `answer-${id}`, text, () => (answer() ?? []).includes(code), set);
  };
  const none = choice("checkbox", `answer-${id}`, say("none_of_these"), () => answer()?.length === 0, (on) => give(id, on ? [] : null));
  return [...choices.map(box), none];
}

// Instead of an answer: why there is none.
function leftOutBox({ id }, status) {
  const set = (on) => (on ? change(id, { answer: null, points: null, status, source: "", carried: false }) : give(id, null));
  return choice("checkbox", `out-${id}`, say(`left_out_${status}`), () => session.states[id].status === status, set);
}

function controls(question) {
  return [...kindOf(question).fields(question), ...question.statuses.map((status) => leftOutBox(question, status))];
}

// What can be written, with the limits where there are some.
function numberHint({ least, most }) {
  if (least === null && most === null) return say("a_number");
  return say(least === null ? "number_up_to" : most === null ? "number_from" : "number_between", { least, most });
}

function numberField(question) {
  const { id } = question;
  const hint = make("span", { id: `hint-${id}`, class: "hint" }, numberHint(question));
  const input = make("input", { type: "text", inputmode: "decimal", autocomplete: "off", "aria-describedby": hint.id });
  input.addEventListener("input", () => {
    const text = input.value.trim().replace(",", ".");
    const odd = text !== "" && !/^[-+]?[0-9]*\.?[0-9]+$/.test(text);
    const wrong = odd || (text !== "" && !isWithin(question, Number(text)));
    input.setAttribute("aria-invalid", String(wrong));
    hint.textContent = odd ? say("no_number") : numberHint(question);
    give(id, text === "" || wrong ? null : Number(text));
  });
  watch(() => {
    const { answer } = session.states[id];
    if (document.activeElement !== input) input.value = answer === null ? "" : String(answer);
  });
  return make("label", { class: "number" }, make("span", { class: "unseen" }, question.label), input, ` ${question.unit} `, hint);
}
