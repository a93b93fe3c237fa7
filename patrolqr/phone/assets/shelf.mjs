// Where drafts lie: in this browser's memory, and where that fails in its small one, which keeps texts only.
import { toDrop } from "./drafts.mjs";
import { memoryOf } from "./memory.mjs";
import { channel } from "./queue.mjs";
import { rules } from "./rules.mjs";

// A database of its own: an older page that is still open holds the queue's at its version.
const drafts = memoryOf({ database: "patrolqr-drafts", table: "drafts", keyPath: "address", patience: rules.memory.patience_ms });
const PREFIX = "draft ";

// Run what a browser may refuse that keeps nothing at all.
function small(act) {
  try {
    return act(localStorage);
  } catch {
    return undefined;
  }
}

function allSmall() {
  const names = small((storage) => Object.keys(storage)) ?? [];
  return names.filter((name) => name.startsWith(PREFIX)).map((name) => JSON.parse(localStorage.getItem(name)));
}

// Every draft on this phone, the newest of each page, and whether the memory answered: where not, it may hold more.
export async function readDrafts() {
  const newest = new Map();
  const kept = await drafts("readonly", (store) => store.getAll()).catch(() => null);
  for (const draft of [...(kept ?? []), ...allSmall()]) {
    const other = newest.get(draft.address);
    if (!other || other.changed_at < draft.changed_at) newest.set(draft.address, draft);
  }
  return { drafts: [...newest.values()], isWhole: kept !== null };
}

// Every draft that was found.
export async function allDrafts() {
  return (await readDrafts()).drafts;
}

// Kept before this returns: a page that goes may take with it what its browser has only begun to write.
export function keepAtOnce(draft) {
  small((storage) => storage.setItem(PREFIX + draft.address, JSON.stringify(draft)));
}

export async function keepDraft(draft) {
  try {
    await drafts("readwrite", (store) => store.put(draft));
    small((storage) => storage.removeItem(PREFIX + draft.address));
  } catch {
    keepAtOnce(draft);
  }
  channel.postMessage({ draft: draft.log_id, address: draft.address });
}

async function remove(address) {
  small((storage) => storage.removeItem(PREFIX + address));
  await drafts("readwrite", (store) => store.delete(address)).catch(() => undefined);
}

// A draft is gone, sent or cleared: other tabs that show it begin anew.
export async function dropDraft({ address, log_id: logId }) {
  await remove(address);
  channel.postMessage({ draft: logId, address, isGone: true });
}

// Arrivals that led to nothing are forgotten; a tab that still shows one is left alone.
export async function forgetDrafts(forgotten) {
  for (const draft of forgotten) await remove(draft.address);
}

// Forget another officer's drafts and arrivals that led to nothing; return the others, as they were read.
export async function tidyDrafts(collar) {
  const { drafts: all, isWhole } = await readDrafts();
  const gone = toDrop(all, { collar, now: Date.now(), rules: rules.drafts });
  await forgetDrafts(gone);
  return { drafts: all.filter((draft) => !gone.includes(draft)), isWhole };
}
