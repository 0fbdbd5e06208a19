// What is written out and read back: the answers as a long CSV, the whole work as JSON.

const FIELDS = ["unit", "period", "indicator", "instance", "answer", "points", "status", "cause", "comment", "references", "source"];
const FORMAT = "policyindex-self-scoring-1";

function commentWith(state) {
  if (!state.owner && !state.due) return state.comment;
  const owner = state.owner.replace(/[\\|[\]]/g, "\\$&").split(/\s+/).filter(Boolean).join(" ");
  return `${state.comment} [plan: ${owner} | ${state.due}]`.trim();
}

function answerText(answer) {
  if (answer === null) return "";
  if (Array.isArray(answer)) return answer.join("; ") || "none";
  return String(answer);
}

function csvOf(instrument, session) {
  const quoted = (text) => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const lines = [FIELDS];
  for (const question of instrument.questions) {
    const state = session.states[question.id], comment = commentWith(state);
    if (isUnread(state) && !comment && !state.references) continue;
    const status = isLeftOut(state) ? state.status : isUnread(state) ? "missing" : "";
    lines.push([
      unitOf(session), session.period, question.indicator, question.instance, answerText(state.answer),
      state.points === null ? "" : String(state.points), status, state.cause, comment, state.references, state.source,
    ]);
  }
  return lines.map((line) => line.map(quoted).join(",") + "\n").join("");
}

// The code that files name the unit by: as typed, or made of its name.
function unitOf(session) {
  const made = session.unit_name.normalize("NFC").toUpperCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return session.unit.trim() || made.replace(/^-|-$/g, "");
}

function workOf(instrument, session) {
  const { reference, scoring_hash } = instrument;
  return JSON.stringify({ format: FORMAT, reference, scoring_hash, ...session });
}

// A state as far as it can be one, whatever the file says: unknown answers are not taken.
function stateFrom(question, found) {
  const text = (value) => (typeof value === "string" ? value : "");
  const number = (value) => (typeof value === "number" && Number.isFinite(value) ? value : null);
  const given = found && typeof found === "object" ? found : {};
  const answer = kindOf(question).taken(question, given.answer);
  const status = LEFT_OUT.includes(given.status) ? given.status : "answered";
  const state = { answer, points: number(given.points), status, carried: given.carried === true };
  if (isLeftOut(state)) state.answer = state.points = null;
  for (const name of ["cause", "comment", "references", "source", "owner", "due"]) state[name] = text(given[name]);
  return state;
}

function sessionFrom(instrument, found) {
  const states = (given) => Object.fromEntries(instrument.questions.map((each) => [each.id, stateFrom(each, given[each.id])]));
  const who = (name) => (instrument.unit || typeof found[name] !== "string" ? instrument[name] : found[name]);
  return {
    unit: who("unit"),
    unit_name: who("unit_name"),
    period: typeof found.period === "string" ? found.period : instrument.period,
    last_period: typeof found.last_period === "string" ? found.last_period : "",
    states: states(found.states ?? {}),
    previous: found.previous ? states(found.previous) : null,
  };
}

function firstSession(instrument) {
  const of = (name) => Object.fromEntries(instrument.questions.map((each) => [each.id, each[name]]));
  const previous = instrument.last_period ? of("previous") : null;
  return sessionFrom(instrument, { period: instrument.period, last_period: instrument.last_period, states: of("start"), previous });
}

// A saved work, or a message that says why it is none of this page: {session} or {said, found}.
function workFrom(instrument, text) {
  let found = null;
  try {
    found = JSON.parse(text);
  } catch {
    return { said: "not_loaded" };
  }
  if (!found || found.format !== FORMAT || typeof found.states !== "object") return { said: "not_loaded" };
  const same = ["reference", "scoring_hash", "unit"].every((name) => found[name] === instrument[name] || (name === "unit" && !instrument.unit));
  return same ? { session: sessionFrom(instrument, found) } : { said: "other_work", found: `${found.reference}, ${found.unit}` };
}

function nextRound(session, period) {
  const states = structuredClone(session.states);
  for (const state of Object.values(states)) Object.assign(state, { cause: "", source: "", carried: !isUnread(state) });
  return { ...session, period, last_period: session.period, states, previous: structuredClone(session.states) };
}

// Browsers may refuse to keep anything for a page from disk.
const store = {
  key: "",
  get() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  },
  // What this tab has last read or written: anything else there is another tab's.
  mine: null,
  isOthers() {
    return this.get() !== this.mine;
  },
  put(text) {
    try {
      localStorage.setItem(this.key, text);
      this.mine = text;
      return true;
    } catch {
      return false;
    }
  },
  drop() {
    try {
      localStorage.removeItem(this.key);
      this.mine = null;
    } catch {
      // nothing was kept
    }
  },
};
