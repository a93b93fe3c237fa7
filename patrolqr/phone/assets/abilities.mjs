// What follows from what a browser was found to do. No browser is asked for anything here.

const MINUTE_MS = 60000;
const MEGA = 1000000;

// How much room that is, for reading: 350 MB, 12 GB.
export function roomText(bytes) {
  return bytes < 1000 * MEGA ? `${Math.floor(bytes / MEGA)} MB` : `${Math.floor(bytes / MEGA / 1000)} GB`;
}

// How wrong a clock is, for reading: 2 h 5 min fast.
export function offText(ahead) {
  const all = Math.round(Math.abs(ahead) / MINUTE_MS);
  const [hours, minutes] = [Math.floor(all / 60), all % 60];
  const parts = [hours && `${hours} h`, minutes && `${minutes} min`].filter(Boolean);
  return `${parts.join(" ")} ${ahead > 0 ? "fast" : "slow"}`;
}

// Whether a tab may be a private one: there Firefox has no worker, Safari and Firefox have no files of a page's own, and the
// others give little room.
export function isPerhapsPrivate({ hasWorker, hasFiles, quota }, limits) {
  return !hasWorker || !hasFiles || quota < limits.private_bytes;
}

// An iPad says that it is a Mac; no Mac is touched.
export function isApple({ agent, touches }) {
  return /iPhone|iPad/.test(agent) || (/Macintosh/.test(agent) && touches > 1);
}

// The sentence above all lines: `found` says of each needed ability whether it is there, null where that cannot be known now,
// undefined as long as it is looked at.
export function verdict(found) {
  if (found.includes(false)) return "This browser lacks something that PatrolQR needs: see “not” below.";
  if (found.includes(undefined)) return "Being looked at.";
  if (found.includes(null)) return "Nothing is wrong so far: look again with signal.";
  return "This browser keeps all that PatrolQR needs.";
}
