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

// Whether a question leaves the denominator: left out, or by an option that means so.
function isGone(question, state) {
  if (isLeftOut(state)) return true;
  const option = state.points === null && question.choices.find((each) => each.code === state.answer);
  return Boolean(option) && LEFT_OUT.includes(option.status);
}

// Whether there is no answer: not yet read, or by an option that means so.
function isOpen(question, state) {
  return !isGone(question, state) && pointsOf(question, state) === null;
}

function aggregated(node, values) {
  const present = values.map((value, index) => [value, node.weights[index]]).filter(([value]) => value !== null);
  const numbers = present.map(([value]) => value);
  const sum = (list) => list.reduce((total, each) => total + each, 0);
  const weighted = sum(present.map(([value, weight]) => value * weight));
  const isWhole = numbers.length === values.length, [first, second] = values;
  switch (node.aggregator) {
    case "sum": return sum(numbers);
    case "count": return numbers.filter((value) => value > node.parameters.above).length;
    case "mean": return sum(numbers) / numbers.length;
    case "weighted_mean": return weighted / sum(present.map(([, weight]) => weight));
    case "weighted_sum": return weighted;
    case "product": return numbers.reduce((product, each) => product * each, 1);
    case "ratio": return isWhole ? first / second : null;
    case "difference": return isWhole ? first - second : null;
    case "power": return isWhole ? first ** node.parameters.exponent : null;
    case "affine": return isWhole ? first * node.parameters.factor + node.parameters.constant : null;
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

// Counted in billionths, so that a half is one.
function halfUp(score, decimals) {
  const unit = 10 ** (9 - decimals);
  return Math.floor((Math.round(score * 1e9) + unit / 2) / unit) / 10 ** decimals;
}

// The values of nodes by id, beside the points of the questions that they are made of: once for what is answered, or for
// both ends of what that can become. Says of each node, too, whether it leaves the denominator.
function valuesOf(instrument, ends, codes, gone) {
  const all = ends.map((points) => ({ ...points }));
  for (const node of instrument.nodes) {
    const out = node.children.map((id) => gone[id]);
    const found = node.table ? lookedUp(node.table, all, codes) : { stands: false, leaves: false };
    gone[node.id] = found.leaves || (out.every(Boolean) && !found.stands);
    all.forEach((values, end) => {
      const given = node.children.map((id) => values[id]);
      const answered = node.leaves.filter((id) => values[id] !== null).length;
      const expected = node.leaves.filter((id) => !gone[id]).length;
      const few = node.min_coverage !== null && answered < node.min_coverage * expected - 1e-9;
      let score = null;
      if (found.stands || (!few && !isBlank(node, given, out, answered))) {
        const filled = given.map((value, at) => (value === null && !out[at] && node.missing === "zero" ? 0 : value));
        score = node.table ? found.scores[end] : aggregated(node, filled);
        if (node.rescale && score !== null) score = rescaled(score, node.rescale);
        if (node.floor !== null && score !== null) score = Math.max(node.floor, score);
        if (node.cap !== null && score !== null) score = Math.min(node.cap, score);
      }
      values[node.id] = Number.isFinite(score) ? score : null;
    });
  }
  return all;
}

// Which nodes rest on too few answers by themselves, by the weight of what is answered of what is asked.
function thinNodes({ questions, nodes, coverage }, points, gone) {
  const weight = Object.fromEntries(questions.map(({ id }) => [id, [Number(points[id] !== null), Number(!gone[id])]]));
  const thin = {};
  for (const { id, children, shares, leaves } of nodes) {
    weight[id] = [0, 1].map((at) => children.reduce((total, child, index) => total + shares[index] * weight[child][at], 0));
    const short = coverage === 1 && leaves.some((leaf) => points[leaf] === null && !gone[leaf]);
    thin[id] = coverage > 0 && (short || weight[id][0] / weight[id][1] < coverage - 1e-9);
  }
  return thin;
}

// Scores by node: {score, answered, expected, incomplete, least, most}; states by question id. Least and most are what
// the missing answers allow where a score is incomplete, null where nobody can say.
function scoresOf(instrument, states) {
  const { questions, nodes } = instrument;
  const points = Object.fromEntries(questions.map((each) => [each.id, pointsOf(each, states[each.id])]));
  const gone = Object.fromEntries(questions.map((each) => [each.id, isGone(each, states[each.id])]));
  const isMissing = (id) => points[id] === null && !gone[id];
  const filled = ["worst", "best"].map((end) => Object.fromEntries(questions.map((each) => [each.id, isMissing(each.id) ? each[end] : points[each.id]])));
  const codes = codesOf(instrument, states);
  const open = Object.fromEntries(questions.filter(({ id }) => isMissing(id)).map(({ id }) => [id, OPEN]));
  const ends = valuesOf(instrument, filled, { ...codes, ...open }, { ...gone }), [values] = valuesOf(instrument, [points], codes, gone);
  const thin = thinNodes(instrument, points, gone);
  const [lows, highs] = ends.map((found, end) => (node) => {
    const isUnknown = !node.bounded || node.leaves.some((id) => filled[end][id] === null && !gone[id]);
    return isUnknown ? null : comparable(found[node.id]);
  });
  return Object.fromEntries(nodes.map((node) => {
    const score = comparable(values[node.id]), expected = node.leaves.filter((id) => !gone[id]).length;
    const incomplete = score !== null && [node.id, ...node.parts].some((id) => thin[id]);
    const [least, most] = incomplete ? [lows(node), highs(node)] : [null, null];
    return [node.id, { score, answered: expected - node.leaves.filter(isMissing).length, expected, incomplete, least, most }];
  }));
}

// The band that a node's score has reached; null: none, or none yet.
function bandOf({ scale, rounded }, result) {
  if (!scale || result.score === null || result.incomplete) return null;
  if (scale.complete && result.answered !== result.expected) return null;
  const value = rounded.reduce(halfUp, result.score);
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
