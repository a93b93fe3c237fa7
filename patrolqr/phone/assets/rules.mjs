// The server's numbers and lists, as data: no limit is written down in JavaScript.
export const rules = self.RULES ?? JSON.parse(document.getElementById("rules").textContent);

let coming;

// What personal details look like, or nothing where it cannot be had in time; the worker keeps it for when there is no signal.
export function privacyRules() {
  coming ??= fetch(rules.privacy).then((answer) => answer.json()).catch(() => {
    coming = undefined;
  });
  return Promise.race([coming, new Promise((resolve) => setTimeout(resolve, rules.memory.patience_ms))]);
}
