/** @type {import("stylelint").Config} */
export default {
  extends: ["stylelint-config-standard"],
  reportNeedlessDisables: true,
  rules: {
    // In a layer, !important turns the order of layers round; :where() lowers what it would fight.
    "declaration-no-important": true,
    // Colors are tokens: one that stands in a rule knows nothing of dark mode, contrast or print.
    "color-named": "never",
    "declaration-property-value-disallowed-list": {
      "/^(?!--)/": ["/#[0-9a-f]{3,8}\\b/i", "/\\b(rgb|hsl|oklch)\\(/"],
    },
    // Tokens stand in groups.
    "custom-property-empty-line-before": null,
    // Safari before 16.4 knows layers and container queries, but not (width >= 60rem).
    "media-feature-range-notation": "prefix",
    // It compares selectors by their last part, and so those that never meet in one element.
    "no-descending-specificity": null,
    // Safari on a phone knows it by this name only.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-text-size-adjust"] }],
    // Fonts are called as their makers call them.
    "value-keyword-case": ["lower", { ignoreProperties: ["/^--font-/"] }],
  },
  overrides: [
    {
      // Wagtail names classes in its own way (block__element--modifier), and so do we beside it.
      files: ["static_src/css/admin/*.css"],
      rules: { "selector-class-pattern": "^[a-z]+(-[a-z]+)*(__[a-z-]+)?(--[a-z]+)?$" },
    },
  ],
};
