// What is kept of a page: looked for until it is found or the memory has said that there is nothing. What is typed before that
// is kept beside it, under an address of the same page, so that nothing goes over what nobody has seen yet.
import { besideOf } from "./drafts.mjs";
import { rules } from "./rules.mjs";
import { forgetAt, forgetDrafts, readDrafts } from "./shelf.mjs";

const LONGEST_PAUSE_MS = 30000;

// `choose` gives a page's draft among the drafts; `restore` puts it on the page, undefined where there is none, and keeps the
// page; `isOver` says that nothing of it is a draft any more.
export function reading({ address, opened, choose, restore, read = readDrafts, isOver = () => false }) {
  const beside = besideOf(address, opened);
  let isRead = false;

  const others = (drafts) => drafts.filter((draft) => draft.address !== beside);

  async function look(pause = rules.memory.patience_ms) {
    if (isOver()) return;
    const { drafts, isWhole } = await read();
    const found = choose(others(drafts));
    if (!found && !isWhole) {
      setTimeout(() => look(Math.min(2 * pause, LONGEST_PAUSE_MS)).catch(() => undefined), pause);
      return;
    }
    isRead = true;
    await restore(found, drafts);
    await forgetAt(beside);
    await forgetDrafts(found && found.address !== address ? [found] : []);
  }

  return { look, others, keptAs: () => (isRead ? address : beside) };
}
