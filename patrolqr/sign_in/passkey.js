// A passkey: the browser asks its holder, and its answer goes with the form. Where it knows none, the form stays away.
const known = globalThis.PublicKeyCredential;

const ways = {
  get: (asked) => navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(asked) }),
  create: (asked) => navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(asked) }),
};

const reasons = {
  InvalidStateError: "This device has a passkey for the desk already. Sign in with that one.",
  NotAllowedError: "No passkey was given. Try once more, or go another way.",
};

async function ask(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const told = form.querySelector("[role=alert]");
  told.hidden = true;
  try {
    const answer = await ways[form.dataset.way](JSON.parse(form.dataset.asked));
    form.elements.passkey.value = JSON.stringify(answer);
    form.submit();
  } catch (problem) {
    told.textContent = reasons[problem.name] ?? `The browser refused: ${problem.message}`;
    told.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-way]")) {
  form.hidden = !known?.parseRequestOptionsFromJSON;
  form.addEventListener("submit", ask);
}
