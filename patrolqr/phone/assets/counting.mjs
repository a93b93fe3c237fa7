// Counters and the questions about each thing counted: how many there are, and which must be answered.

// What a counter says after a step, never below the least nor above the most that it takes.
export function stepped(value, step, most, least = 0) {
  return Math.min(Math.max(Number(value) + Number(step), Number(least)), Number(most));
}

// How many acts show their questions: all that are counted, or only as many as were asked for; never more than fit a log.
export function actsToShow({ opens, counted, wanted, most }) {
  return Math.min(opens ? counted : Math.min(wanted, counted), most);
}

// Whether one more act can be asked for.
export function canAddAct({ opens, counted, shown, most }) {
  return !opens && shown < Math.min(counted, most);
}

// For each question named, whether it has one of the answers listed ("" is none).
function held(conditions, answers) {
  return Object.entries(conditions).map(([name, values]) => values.includes(answers[name] ?? ""));
}

// Whether a question must be answered where the others of its act are answered like this.
export function isNeeded({ needed, spared = {} }, answers) {
  return held(needed, answers).every(Boolean) && !held(spared, answers).some(Boolean);
}

// How many were there, now that at least so many are known: what followed the names before follows them still, and who counted
// more goes on saying so.
export function officersThere({ said, before, least }) {
  return Number(said) > Number(before) ? Math.max(Number(said), least) : least;
}
