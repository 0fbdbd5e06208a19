"use strict";
// The kinds of question, as policyindex.questions has them, each with all that the page has to know of it:
//   points(question, answer)   what an answer counts; an answer of null has been sorted out before
//   code(question, answer)     the number of an answer, which rule tables look at; of a number they look at its points
//   taken(question, found)     the answer that a file says, null for what is none
//   text(question, answer)     the answer in words
//   stacked                    whether its choices stand below each other
//   gap(question, chosen)      how many are ticked, and how many it takes; empty where nothing is counted
//   fields(question)           where it is answered

const textsOf = (question, isChosen) => question.choices.filter(isChosen).map((each) => each.text).join("; ");
const radiosOf = (question, pairs) => [[say("not_read"), null], ...pairs].map(([text, answer]) => radio(question.id, text, answer));

// Both kinds whose answer is a list of sub-options; they differ in what a list counts.
const SEVERAL = {
  code: (question, answer) => answer.length,
  taken: (question, found) => (Array.isArray(found) ? question.choices.map((each) => each.code).filter((code) => found.includes(code)) : null),
  text: (question, answer) => textsOf(question, (each) => answer.includes(each.code)) || say("none_of_these"),
  stacked: true,
  fields: (question) => boxes(question),
};

const KINDS = {
  tick: {
    points: (question, answer) => (answer ? question.points : 0),
    code: (question, answer) => Number(answer),
    taken: (question, found) => (typeof found === "boolean" ? found : null),
    text: (question, answer) => say(answer ? "yes" : "no"),
    gap: () => "",
    fields: (question) => radiosOf(question, [[say("yes"), true], [say("no"), false]]),
  },
  single_choice: {
    points: (question, answer) => question.choices.find((each) => each.code === answer).points,
    code: (question, answer) => question.choices.findIndex((each) => each.code === answer),
    taken: (question, found) => (question.choices.some((each) => each.code === found) ? found : null),
    text: (question, answer) => textsOf(question, (each) => each.code === answer),
    gap: () => "",
    stacked: true,
    fields: (question) => radiosOf(question, question.choices.map((each) => [each.text, each.code])),
  },
  at_least: {
    ...SEVERAL,
    points: (question, answer) => (answer.length >= question.at_least ? question.points : 0),
    gap: (question, chosen) => say("counts_from", { n: question.at_least, all: question.choices.length, chosen }),
  },
  graded_count: {
    ...SEVERAL,
    points: (question, answer) => reached(question.grades, answer.length),
    gap: (question, chosen) => say("ticked", { all: question.choices.length, chosen }),
  },
  number: {
    points(question, answer) {
      const value = transformed(question, answer);
      if (question.lines.length) return onLines(question.lines, value);
      if (!question.goalposts) return question.grades.length ? reached(question.grades, value) : value;
      const [worst, best] = question.goalposts;
      const points = ((value - worst) / (best - worst)) * 100;
      return Math.min(question.highest ?? Infinity, Math.max(question.lowest ?? -Infinity, points));
    },
    taken: (question, found) => (Number.isFinite(found) && isWithin(question, found) ? found : null),
    text: (question, answer) => `${answer} ${question.unit}`.trim(),
    gap: () => "",
    fields: (question) => [numberField(question)],
  },
};

function kindOf(question) {
  return KINDS[question.kind];
}

function reached(grades, value) {
  const found = grades.filter(([from]) => from <= value);
  return found.length ? found[found.length - 1][1] : 0;
}

const TRANSFORMS = {
  log: Math.log,
  log10: Math.log10,
  sqrt: Math.sqrt,
  reciprocal: (value) => 1 / value,
  power: (value, by) => value ** by,
  add: (value, by) => value + by,
  times: (value, by) => value * by,
};

// What becomes of a number before its scale, which is transformed already.
function transformed(question, answer) {
  return question.transform.reduce((value, [name, by]) => TRANSFORMS[name](value, by), answer);
}

function onLines(lines, value) {
  if (value <= lines[0][0]) return lines[0][1];
  for (let at = 1; at < lines.length; at += 1) {
    const [[low, first], [high, second]] = [lines[at - 1], lines[at]];
    if (value <= high) return first + ((value - low) / (high - low)) * (second - first);
  }
  return lines[lines.length - 1][1];
}

// Whether a number can be an answer at all.
function isWithin(question, value) {
  if (question.transform.length && !Number.isFinite(transformed(question, value))) return false;
  return (question.least === null || value >= question.least) && (question.most === null || value <= question.most);
}
