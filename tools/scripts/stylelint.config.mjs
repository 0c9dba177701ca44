// stylelint's standard configuration, with these exceptions.
export default {
  extends: ["stylelint-config-standard"],
  reportNeedlessDisables: true,
  rules: {
    // One rule per line.
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    // Rules are in page order, not in order of specificity.
    "no-descending-specificity": null,
    // Browsers of 2022 don't support range syntax: (width >= 45em).
    "media-feature-range-notation": "prefix",
    // Font names keep their official spelling.
    "value-keyword-case": ["lower", { ignoreProperties: ["/font/", "--kb-display", "--kb-text", "--kb-code"] }],
    // Browsers of 2022 need these prefixes.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-mask", "-webkit-text-size-adjust"] }],
    // BEM (block, element, modifier): kb-card, kb-card__title, kb-card--wide.
    "selector-class-pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    "custom-property-pattern": "^[a-z][a-z0-9]*(--?[a-z0-9]+)*$",
  },
};
