// The rules of scoring, as policyindex.scoring has them: null stands for "no score" and "not yet read".

const LEFT_OUT = ["not_applicable", "not_in_competence", "not_collected"];

function isLeftOut(state) {
  return LEFT_OUT.includes(state.status);
}

function isUnread(state) {
  return !isLeftOut(state) && state.answer === null && state.points === null;
}

function pointsOf(question, state) {
  if (isLeftOut(state)) return null;
  if (state.points !== null) return state.points;
  return state.answer === null ? null : kindOf(question).points(question, state.answer);
}

function aggregated(node, values) {
  const present = values.map((value, index) => [value, node.weights[index]]).filter(([value]) => value !== null);
  const numbers = present.map(([value]) => value);
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  const weighted = sum(present.map(([value, weight]) => value * weight));
  switch (node.aggregator) {
    case "sum": return sum(numbers);
    case "count": return numbers.filter((value) => value > node.above).length;
    case "mean": return sum(numbers) / numbers.length;
    case "weighted_mean": return weighted / sum(present.map(([, weight]) => weight));
    case "weighted_sum": return weighted;
    case "min": return Math.min(...numbers);
    default: return Math.max(...numbers);
  }
}

function isBlank(node, given, out, answered) {
  const absent = given.map((value) => value === null);
  if (node.presence === "all") return absent.some(Boolean);
  if (node.missing === "propagate") return absent.every(Boolean) || absent.some((each, index) => each && !out[index]);
  return node.missing === "zero" ? answered === 0 : absent.every(Boolean);
}

function rescaled(score, ends) {
  const [low, high, toLow, toHigh] = ends;
  return toLow + ((score - low) / (high - low)) * (toHigh - toLow);
}

function comparable(score) {
  return score === null || !Number.isFinite(score) ? null : Math.round(score * 1e9) / 1e9 + 0;
}

function halfUp(score) {
  return Math.floor(score + 0.5);
}

// Scores by node: {score, answered, expected}; states by question id.
function scoresOf(instrument, states) {
  const values = {}, gone = {}, found = {};
  for (const question of instrument.questions) {
    values[question.id] = pointsOf(question, states[question.id]);
    gone[question.id] = isLeftOut(states[question.id]);
  }
  for (const node of instrument.nodes) {
    const given = node.children.map((id) => values[id]), out = node.children.map((id) => gone[id]);
    const answered = node.leaves.filter((id) => values[id] !== null).length;
    const expected = node.leaves.filter((id) => !gone[id]).length;
    const few = node.min_coverage !== null && answered < node.min_coverage * expected - 1e-9;
    let score = null;
    if (!few && !isBlank(node, given, out, answered)) {
      score = aggregated(node, given.map((value, at) => (value === null && !out[at] && node.missing === "zero" ? 0 : value)));
      if (node.rescale) score = rescaled(score, node.rescale);
    }
    values[node.id] = Number.isFinite(score) ? score : null;
    gone[node.id] = out.every(Boolean);
    found[node.id] = { score: comparable(values[node.id]), answered, expected };
  }
  return found;
}

// The band that a score has reached; null: none, or none yet.
function bandOf(scale, result) {
  if (!scale || result.score === null || (scale.complete && result.answered !== result.expected)) return null;
  const value = scale.half_up ? halfUp(result.score) : result.score;
  const fitting = scale.bands.filter((band) => band.low <= value && value <= band.high);
  return fitting.length ? fitting[fitting.length - 1] : null;
}

function isToDo(question, state) {
  const points = pointsOf(question, state);
  return question.scored && points !== null && question.best !== null && points < question.best;
}

function sameAnswer(one, other) {
  const content = (state) => {
    if (!state || isUnread(state)) return "";
    const value = Array.isArray(state.answer) ? [...state.answer].sort() : state.answer;
    return JSON.stringify([value, state.points, isLeftOut(state) ? state.status : ""]);
  };
  return content(one) === content(other);
}
