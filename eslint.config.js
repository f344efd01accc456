import js from "@eslint/js";
import { defineConfig } from "eslint/config";
import globals from "globals";

export default defineConfig([
  { ignores: ["**/node_modules/", "examples/", "var/", ".venv/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: { complexity: ["error", 8], eqeqeq: "error", "no-shadow": "error" },
  },
  {
    files: ["static_src/**/*.js"],
    languageOptions: { globals: globals.browser },
  },
  {
    // Wagtail's editor loads it as a plain script, before its own.
    files: ["static_src/js/admin/cite-source.js"],
    languageOptions: { sourceType: "script" },
  },
]);
