// What the server tells the scripts, as the pytest test that starts these tests wrote it down.
import { readFileSync } from "node:fs";

export const told = JSON.parse(readFileSync(process.env.PATROLQR_TOLD, "utf-8"));

// As a page carries them.
globalThis.self = globalThis;
globalThis.RULES = told.rules;
