// One save at a time in Wagtail's editor. Wagtail 8.0.1 saves drafts by itself and lets the form be
// sent meanwhile: a new page is then made twice, and who sent it gets an error page for its address
// is taken. Here a click on a button that sends waits until the draft is saved, which also gives
// the form its new address; and once the form is sent, no further draft is.

const FORM = "[data-edit-form]";
const LONGEST = 15000; // milliseconds; then it is sent as Wagtail does it

let isSaving = false;
let isSent = false;
let waiting = null;

function goOn() {
  // Another draft may follow at once, with what was typed meanwhile.
  setTimeout(() => {
    if (isSaving || !waiting) return;
    const { button, timer } = waiting;
    waiting = null;
    clearTimeout(timer);
    button.removeAttribute("aria-busy");
    button.click();
  });
}

document.addEventListener("w-autosave:save", (event) => {
  if (isSent) event.preventDefault();
  else isSaving = true;
});

for (const end of ["w-autosave:success", "w-autosave:error"]) {
  document.addEventListener(end, () => {
    isSaving = false;
    goOn();
  });
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("button, input[type=submit]");
    if (!isSaving || button?.type !== "submit" || !button.form?.matches(FORM)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting) return;
    button.setAttribute("aria-busy", "true");
    const timer = setTimeout(() => {
      isSaving = false;
      goOn();
    }, LONGEST);
    waiting = { button, timer };
  },
  { capture: true },
);

// Last of all that listens: what somebody else stopped was not sent.
window.addEventListener("submit", (event) => {
  if (!event.defaultPrevented && event.target.matches(FORM)) isSent = true;
});

// Back from the next page, the form is there as it was left.
window.addEventListener("pageshow", () => {
  isSent = false;
});
