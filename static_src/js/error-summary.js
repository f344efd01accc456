// Moves the focus to what went wrong, so that a screen reader starts there.
document.querySelector("[data-error-summary]")?.focus();
