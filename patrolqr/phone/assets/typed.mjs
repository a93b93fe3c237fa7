// What is typed on a form is kept: soon after each change, and before the page goes.
import { form } from "./form.mjs";
import { rules } from "./rules.mjs";
import { dropDraft, keepAtOnce, keepDraft } from "./shelf.mjs";

// `current` gives what stands on the page now, as a draft; `isOver` says that it is none any more. Until `restored` nobody knows
// what was kept before. One that `isEmpty` is not kept but dropped.
export function keepTyped({ current, isOver, restored, isEmpty = () => false }) {
  let isChanged = false;
  let timer;
  const whenRestored = restored.catch(() => undefined);

  async function keep() {
    clearTimeout(timer);
    await whenRestored;
    if (!isChanged || isOver()) return;
    isChanged = false;
    const draft = current();
    await (isEmpty(draft) ? dropDraft(draft) : keepDraft(draft));
  }

  function keepSoon() {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(keep, rules.drafts.pause_ms);
  }

  function keepNow() {
    isChanged = true;
    return keep();
  }

  // The page goes, perhaps for good: what was typed last is kept first of all where that needs no waiting.
  function keepGoing() {
    const draft = isChanged && !isOver() ? current() : null;
    if (draft && !isEmpty(draft)) keepAtOnce(draft);
    return keep();
  }

  form.addEventListener("input", keepSoon);
  addEventListener("pagehide", keepGoing);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keepGoing());
  return { keep, keepNow, keepSoon, restored: whenRestored, isChanged: () => isChanged };
}
