// What the phone's modules and the sign-in's are held to. Rules are named one by one, so that no package but eslint itself is needed.
const pages = [
  "BroadcastChannel", "DOMParser", "Event", "FormData", "addEventListener", "caches", "document", "indexedDB", "localStorage",
  "location", "navigator", "scrollTo", "sessionStorage",
];
const worker = ["clients", "skipWaiting"];
const everywhere = [
  "AbortController", "Blob", "URL", "URLSearchParams", "clearTimeout", "crypto", "fetch", "self", "setTimeout",
];
const node = ["globalThis", "performance", "process", "queueMicrotask", "setTimeout"];

const readable = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default [
  {
    files: ["patrolqr/phone/assets/*.mjs"],
    languageOptions: { globals: readable([...everywhere, ...pages, ...worker]) },
  },
  { files: ["patrolqr/sign_in/*.js"], languageOptions: { globals: readable(["document", "globalThis", "navigator"]) } },
  { files: ["tests/phone/js/*.mjs"], languageOptions: { globals: readable(node) } },
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      "complexity": ["error", 10],
      "consistent-return": "error",
      "curly": ["error", "multi-line"],
      "eqeqeq": "error",
      "max-depth": ["error", 3],
      "max-len": ["error", 130],
      "max-lines-per-function": ["error", { max: 40, skipComments: true }],
      "no-const-assign": "error",
      "no-dupe-keys": "error",
      "no-duplicate-imports": "error",
      "no-else-return": "error",
      "no-empty": "error",
      "no-implicit-globals": "error",
      "no-nested-ternary": "error",
      "no-redeclare": "error",
      "no-return-assign": ["error", "always"],
      "no-self-assign": "error",
      "no-shadow": ["error", { hoist: "functions" }],
      "no-undef": "error",
      "no-unreachable": "error",
      "no-unused-expressions": "error",
      "no-unused-vars": "error",
      "no-use-before-define": ["error", { functions: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "one-var": ["error", "never"],
      "prefer-const": "error",
      "require-await": "error",
    },
  },
];
