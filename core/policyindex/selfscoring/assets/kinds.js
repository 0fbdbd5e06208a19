"use strict";
// The kinds of question, as policyindex.questions has them, each with all that the page has to know of it:
//   points(question, answer)   what an answer counts; an answer of null has been sorted out before
//   taken(question, found)     the answer that a file says, null for what is none
//   text(question, answer)     the answer in words
//   stacked                    whether its choices stand below each other
//   gap(question, chosen)      how many are ticked, and how many it takes; empty where nothing is counted
//   fields(question)           where it is answered

const textsOf = (question, isChosen) => question.choices.filter(isChosen).map((each) => each.text).join("; ");
const radiosOf = (question, pairs) => [[say("not_read"), null], ...pairs].map(([text, answer]) => radio(question.id, text, answer));

// Both kinds whose answer is a list of sub-options; they differ in what a list counts.
const SEVERAL = {
  taken: (question, found) => (Array.isArray(found) ? question.choices.map((each) => each.code).filter((code) => found.includes(code)) : null),
  text: (question, answer) => textsOf(question, (each) => answer.includes(each.code)) || say("none_of_these"),
  stacked: true,
  fields: (question) => boxes(question),
};

const KINDS = {
  tick: {
    points: (question, answer) => (answer ? question.points : 0),
    taken: (question, found) => (typeof found === "boolean" ? found : null),
    text: (question, answer) => say(answer ? "yes" : "no"),
    gap: () => "",
    fields: (question) => radiosOf(question, [[say("yes"), true], [say("no"), false]]),
  },
  single_choice: {
    points: (question, answer) => question.choices.find((each) => each.code === answer).points,
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
      if (!question.goalposts) return question.grades.length ? reached(question.grades, answer) : answer;
      const [worst, best] = question.goalposts;
      return Math.min(100, Math.max(0, ((answer - worst) / (best - worst)) * 100));
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

// Whether a number can be an answer at all.
function isWithin(question, value) {
  return (question.least === null || value >= question.least) && (question.most === null || value <= question.most);
}
