// Rule tables, as policyindex.scoring.tables has them: a score for each combination of what the inputs can be.

const MISSING = -1, OFF_LIST = -2, OPEN = -3; // in place of the number of an answer; open: any may come

// The number of the answer; points alone stand for the only answer that earns them.
function codeOf(question, state, earned) {
  if (isLeftOut(state) || isUnread(state)) return MISSING;
  const own = state.answer === null ? null : kindOf(question).code(question, state.answer);
  if (state.points === null || (own !== null && earned[own] === state.points)) return own;
  const same = earned.flatMap((points, code) => (points === state.points ? [code] : []));
  return own === null && same.length === 1 ? same[0] : OFF_LIST;
}

// The numbers of the answers that tables look at, by question.
function codesOf({ questions, nodes }, states) {
  const asked = Object.fromEntries(questions.map((each) => [each.id, each])), codes = {};
  for (const { child, limits, earned } of nodes.flatMap(({ table }) => (table ? table.inputs : []))) {
    if (limits === null) codes[child] = codeOf(asked[child], states[child], earned);
  }
  return codes;
}

// What an input is: its answer's own number, or the range that its number lies in; behind them missing, and points of no answer.
function placeOf({ limits, known }, value, code) {
  if (limits === null) return code < 0 ? known - 1 - code : code;
  if (value === null) return known;
  const number = comparable(value);
  return limits.filter((limit) => limit < number).length + limits.filter((limit) => limit <= number).length;
}

// The lowest and the highest score while each input lies between two places; null: none of them has a score.
function scoresWithin({ inputs, scores }, box) {
  const isInside = (at) => inputs.every(({ stride, names }, index) => {
    const place = Math.floor(at / stride) % names.length;
    return box[index][0] <= place && place <= box[index][1];
  });
  const found = scores.filter((score, at) => score !== null && isInside(at));
  return found.length ? [Math.min(...found), Math.max(...found)] : [null, null];
}

// The scores of a table while the values of its inputs are these, or lie between these two ends; whether they count
// although no input does; whether the node leaves the denominator.
function lookedUp(table, ends, codes) {
  const { inputs, scores } = table, isClosed = inputs.every(({ child }) => codes[child] !== OPEN);
  const box = inputs.map((input) => {
    if (input.limits === null && codes[input.child] === OPEN) return [0, input.known - 1];
    return [ends[0], ends[ends.length - 1]].map((values) => placeOf(input, values[input.child], codes[input.child]));
  });
  const at = inputs.reduce((total, { stride }, index) => total + stride * box[index][0], 0);
  const stands = isClosed && table.stands.includes(at);
  const isOne = ends.length === 1 || stands;
  return { scores: isOne ? ends.map(() => scores[at]) : scoresWithin(table, box), stands, leaves: isClosed && table.leaving.includes(at) };
}
