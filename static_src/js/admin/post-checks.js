// The editorial checks in the page editor: asks for the findings whenever Wagtail's preview has
// stored what the form holds, counts them on the panel's button, and leads to the field.

const panel = document.querySelector("[data-post-checks]");

// The preview knows the page's address also after a new page was saved in the background.
const address = () =>
  `${document.querySelector("[data-w-preview-url-value]").dataset.wPreviewUrlValue}checks/`;

const toggle = () => document.querySelector('[data-side-panel-toggle="checks"]');

function showCount(count) {
  const button = toggle();
  let badge = button.querySelector("[data-post-checks-count]");
  if (!badge) {
    // A figure of its own: Wagtail writes that of its accessibility checks into the other one.
    badge = document.createElement("span");
    badge.dataset.postChecksCount = "";
    badge.className = "post-checks-count";
    button.append(badge);
    button.setAttribute("aria-describedby", "post-checks-summary");
  }
  badge.textContent = count;
  badge.hidden = count === 0;
}

// What is shown, so that the same findings are not put there anew.
let shown = null;
// Between press and release of a pointer nothing is replaced: the click would be lost.
let isPressed = false;
let next = null;

function showWhenReleased(html) {
  if (isPressed) next = html;
  else show(html);
}

function show(html) {
  if (html === shown) return;
  shown = html;
  const list = panel.querySelector("[data-post-checks-list]");
  const open = new Set(
    [...list.querySelectorAll("details[open] summary")].map((summary) => summary.textContent),
  );
  const hadFocus = list.contains(document.activeElement);
  list.innerHTML = html;
  for (const summary of list.querySelectorAll("summary")) {
    if (open.has(summary.textContent)) summary.parentElement.open = true;
  }
  // What had the focus was replaced; the list is the nearest place to go on from.
  if (hadFocus) {
    list.tabIndex = -1;
    list.focus();
  }
  const result = list.querySelector("[data-post-checks-result]");
  showCount(Number(result.dataset.count));
  const said = list.querySelector("[data-post-checks-summary]").textContent;
  const status = panel.querySelector("[data-post-checks-status]");
  // Told only when it changes: a screen reader must not repeat itself while somebody writes.
  if (status.textContent !== said) status.textContent = said;
}

let running = null;

async function refresh({ isValid = true } = {}) {
  running?.abort();
  running = new AbortController();
  try {
    const answer = await fetch(address(), { signal: running.signal });
    if (!answer.ok) throw new Error(`The checks answered ${answer.status}.`);
    showWhenReleased(await answer.text());
    // The preview keeps the last state that it could read.
    if (!isValid) {
      panel.querySelector("[data-post-checks-stale]").hidden = false;
      shown = null;
    }
  } catch (error) {
    if (error.name === "AbortError") return;
    panel.querySelector("[data-post-checks-status]").textContent =
      "The checks cannot be reached. What is shown may be out of date.";
  }
}

// Wagtail shows a tab's panel only once the other one has faded.
function openTab(element, then) {
  const tabPanel = element.closest('[role="tabpanel"]');
  if (!tabPanel?.hidden) {
    then();
    return;
  }
  new MutationObserver((_, observer) => {
    if (tabPanel.hidden) return;
    observer.disconnect();
    then();
  }).observe(tabPanel, { attributeFilter: ["hidden"] });
  document.querySelector(`[role="tab"][href="#${tabPanel.id}"]`).click();
}

function unfold(element) {
  for (let around = element; around; around = around.parentElement) {
    // Wagtail's panels and blocks fold; each has its own button.
    if (around.matches("[data-panel]")) {
      around.querySelector('[data-panel-toggle][aria-expanded="false"]')?.click();
    }
  }
}

function goTo(path) {
  const selector = path
    .split(".")
    .map((name) => `[data-contentpath="${CSS.escape(name)}"]`)
    .join(" ");
  const field = document.querySelector(selector);
  if (!field) return false;
  // The field itself; a chooser has only buttons. Wagtail puts that for a comment beside each.
  const target =
    field.querySelector('[contenteditable="true"], input:not([type="hidden"]), textarea, select') ??
    field.querySelector("button:not([data-component='add-comment-button'])");
  openTab(field, () => {
    unfold(field);
    field.scrollIntoView({ block: "center" });
    target?.focus({ preventScroll: true });
  });
  return true;
}

if (panel) {
  document.addEventListener("w-preview:json", (event) =>
    refresh({ isValid: event.detail.data.is_valid }),
  );
  panel.addEventListener("pointerdown", () => {
    isPressed = true;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    // The click comes right after the release.
    window.addEventListener(end, () => {
      setTimeout(() => {
        isPressed = false;
        if (next !== null) show(next);
        next = null;
      });
    });
  }
  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-post-checks-jump]");
    if (link && goTo(link.dataset.postChecksJump)) event.preventDefault();
  });
  refresh();
}
