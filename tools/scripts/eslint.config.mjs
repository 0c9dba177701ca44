// ESLint rules for the site's scripts; TypeScript checks their types (tsconfig.json).
import js from "@eslint/js";
import globals from "globals";

const MARKUP = "Readers' scripts write no HTML: what is content would become code. Make elements (kb.element).";

export default [
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2022,
      // Classic scripts, because browsers don't load modules over file://.
      sourceType: "script",
      globals: globals.browser,
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // TypeScript already checks globals, including those that other scripts define.
      "no-undef": "off",
      "no-unused-vars": ["error", { vars: "local", argsIgnorePattern: "^_" }],

      "array-callback-return": "error",
      "consistent-return": "error",
      eqeqeq: "error",
      "no-console": "error",
      "no-else-return": "error",
      "no-implied-eval": "error",
      "no-lonely-if": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-shadow": "error",
      "no-throw-literal": "error",
      "no-unneeded-ternary": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "no-eval": "error",
      "no-restricted-properties": ["error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property, message: MARKUP })),
        { object: "document", property: "write", message: MARKUP },
      ],

      // Keep scripts and functions small.
      "max-len": ["error", { code: 180 }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 100, skipBlankLines: true, skipComments: true, IIFEs: true }],
    },
  },
];
