// Text that looks like personal details: what it looks like, by the server's patterns.

// A pattern with its parts in place of their names: <given>.
function whole(pattern, parts) {
  const put = pattern.replace(/<(\w+)>/g, (_, name) => parts[name]);
  return put === pattern ? pattern : whole(put, parts);
}

function finding(text, { sentence, looks }) {
  const match = text.match(looks);
  if (!match) return "";
  const found = match.slice(1).find(Boolean) ?? match[0];
  return sentence.replace("{found}", () => found.trim());
}

// What the texts look like: a sentence for each kind, about the first that was found. `spared` is the area's own name.
export function find(texts, { patterns, parts, spared = "" }) {
  const read = texts.map((text) => (spared ? text.replaceAll(spared, "·") : text));
  const kinds = patterns.map(({ sentence, pattern }) => ({ sentence, looks: new RegExp(whole(pattern, parts)) }));
  const firsts = kinds.map((kind) => read.map((text) => finding(text, kind)).find(Boolean));
  return firsts.filter(Boolean);
}

// The same of a whole log: its answers in words, and those about each thing done ("stop_search-body_worn_why").
export function findIn(log, rules) {
  const texts = rules.asked.flatMap((name) => {
    const [question, part] = name.split("-");
    return part ? (log[question] ?? []).map((answers) => answers[part]) : [log[question]];
  });
  return find(texts.filter(Boolean), rules);
}
