// Whose answer is it? Ours names itself; a network's login page, a proxy or a page for maintenance does not.
import { rules } from "./rules.mjs";

export const isOwn = (answer) => answer.headers.has(rules.sending.own);
