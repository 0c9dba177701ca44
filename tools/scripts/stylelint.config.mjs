// What stylelint holds the style sheets to: its standard, but for what is said here.
export default {
  extends: ["stylelint-config-standard"],
  reportNeedlessDisables: true,
  rules: {
    // Rules stand in lines, as in a table.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    // Sheets go through a page from top to bottom; which of two rules wins is seen by what they select.
    "no-descending-specificity": null,
    // Browsers of 2022 do not know (width >= 45em).
    "media-feature-range-notation": "prefix",
    // Fonts are called as their makers call them.
    "value-keyword-case": ["lower", { ignoreProperties: ["/font/", "--kb-display", "--kb-text", "--kb-code"] }],
    // Browsers of 2022 know them by no other name.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-mask", "-webkit-text-size-adjust"] }],
    // Blocks, elements and modifiers (BEM): kb-card, kb-card__title, kb-card--wide.
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    "custom-property-pattern": "^[a-z][a-z0-9]*(--?[a-z0-9]+)*$",
  },
};
