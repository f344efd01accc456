"""What leaves the admin as a spreadsheet: words of readers run nothing there."""

from typing import Any

# A spreadsheet program runs what begins like this, whoever wrote it, also in full-width letters:
# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    Args:
        text: of one cell.
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


class HarmlessExportMixin:
    """Goes before a view that exports; Wagtail 8.0.1 writes texts into CSV as they are."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Return what is written into a cell."""
        written = super().preprocess_field_value(field, value, export_format)  # type: ignore[misc]
        return harmless(written) if isinstance(written, str) else written
