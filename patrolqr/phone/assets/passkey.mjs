// A passkey is made on this phone, or given: the browser asks its holder, and the answer goes to the server.
import { isOwn } from "./own.mjs";

const section = document.getElementById("passkey");
const buttons = section.querySelector(".chips");
const told = section.querySelector("[role=status]");
const { way, asked } = section.dataset;
const known = globalThis.PublicKeyCredential;

const ways = {
  get: (options) => navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) }),
  create: (options) => navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) }),
};

const NOT_GIVEN = "No passkey was given. Try once more, or go on without.";
const NOT_SENT = "It did not reach the server. Try once more with signal, or go on without.";

// What the phone signed and the server has not seen yet: sending it again asks nobody again.
let passkey;

function tell(text, isDone) {
  told.textContent = text;
  buttons.hidden = isDone;
}

async function sendIt() {
  const answer = await fetch("/o/passkey", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ way, passkey }),
  });
  if (isOwn(answer) && answer.status < 500) tell((await answer.json()).sentence, true);
  else tell(NOT_SENT, false);
}

async function give() {
  tell("", false);
  try {
    passkey ??= (await ways[way](JSON.parse(asked))).toJSON();
  } catch (problem) {
    tell(problem.name === "NotAllowedError" ? NOT_GIVEN : `This browser refused: ${problem.message}`, false);
    return;
  }
  await sendIt().catch(() => tell(NOT_SENT, false));
}

function refuse() {
  localStorage.setItem("passkey", document.body.dataset.paired);
  section.hidden = true;
}

const presses = { yes: give, no: refuse };
for (const button of buttons.querySelectorAll("button")) {
  button.addEventListener("click", presses[button.dataset.passkey]);
}
section.hidden = false;
