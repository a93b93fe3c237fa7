// Text that looks like personal details: what it looks like, by the server's patterns.

// The sentence about the first thing in the text that looks like personal details, or nothing.
export function finding(text, patterns) {
  for (const { sentence, pattern, flags } of patterns) {
    const match = text.match(new RegExp(pattern, flags));
    if (match) return sentence.replace("{found}", () => match[0].trim());
  }
  return "";
}

// The same of a whole log: its answers in words, and those about each thing done ("stop_search-body_worn_why").
export function findingIn(log, { asked, patterns }) {
  for (const name of asked) {
    const [question, part] = name.split("-");
    const texts = part ? (log[question] ?? []).map((answers) => answers[part]) : [log[question]];
    for (const text of texts) {
      const found = text && finding(text, patterns);
      if (found) return found;
    }
  }
  return "";
}
