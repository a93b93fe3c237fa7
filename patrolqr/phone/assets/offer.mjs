// A passkey for the collar number: offered where the page says so and this phone can, with signal, and never again once refused
// under this pairing. Its script is fetched only then.
const section = document.getElementById("passkey");
const known = globalThis.PublicKeyCredential;

function isWanted() {
  if (!section || !known?.parseRequestOptionsFromJSON || !navigator.onLine) return false;
  return section.dataset.host === location.hostname && localStorage.getItem("passkey") !== document.body.dataset.paired;
}

async function offer() {
  if (isWanted() && (await known.isUserVerifyingPlatformAuthenticatorAvailable())) await import(section.dataset.script);
}

offer().catch(() => undefined);
