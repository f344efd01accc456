// Prepares the reply form when a reader begins to write, and moves it below the comment answered.
const tokens = { value: "" };
const tokenUrl = document.querySelector("[data-token-url]")?.dataset.tokenUrl;

// The page is the same for everybody; what belongs to this reader is fetched when they begin.
// When that fails, the form still works: the site then shows the reply once more before it is sent.
const fetchTokens = async () => {
  const response = await fetch(tokenUrl, { credentials: "same-origin" });
  const answer = await response.json();
  tokens.value = answer.csrf_token;
  return answer;
};

const replies = document.getElementById("replies");
if (replies && tokenUrl) {
  const area = document.getElementById("reply-form");
  const part = replies.querySelector("[data-reply-part]");
  const find = (selector) => part?.querySelector(selector);

  const prepare = async () => {
    const form = find("[data-reply-form]");
    if (!form || form.dataset.ready) return;
    form.dataset.ready = "true";
    if (form.elements.namedItem("csrfmiddlewaretoken")) return;
    try {
      const answer = await fetchTokens();
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "csrfmiddlewaretoken";
      input.value = answer.csrf_token;
      form.append(input);
      form.elements.namedItem("stamp").value = answer.stamp;
      if (answer.staff_name) {
        const staff = form.querySelector("[data-staff]");
        staff.textContent = `You reply for the clinic as ${answer.staff_name}.`;
        staff.hidden = false;
        for (const field of form.querySelectorAll("[data-reader-only]")) field.remove();
      }
    } catch {
      delete form.dataset.ready;
    }
  };
  part?.addEventListener("focusin", prepare);

  const move = (place, key, text) => {
    const form = find("[data-reply-form]");
    if (!form) return;
    place.append(part);
    form.elements.namedItem("reply_to").value = key;
    const target = form.querySelector("[data-reply-target]");
    target.textContent = text;
    target.hidden = !text;
    form.querySelector("[data-reply-cancel]").hidden = !text;
    form.querySelector("input:not([type=hidden]), textarea").focus();
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-reply-cancel]")) return move(area, "", "");
    const link = event.target.closest("[data-reply-to]");
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || modified || !find("[data-reply-form]")) return;
    event.preventDefault();
    move(link.closest(".comment"), link.dataset.replyTo, `You answer ${link.dataset.author}.`);
  });

  // A click that changes something on a page without a token waits until one is there.
  document.body.addEventListener("htmx:confirm", (event) => {
    if (event.detail.verb !== "post" || tokens.value) return;
    if (event.detail.elt.elements?.namedItem("csrfmiddlewaretoken")) return;
    event.preventDefault();
    const issue = () => event.detail.issueRequest(true);
    fetchTokens().then(issue, issue);
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    if (tokens.value) event.detail.headers["X-CSRFToken"] = tokens.value;
  });
  // New threads come in the place of those that the form may stand in; what was typed stays.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "threads" && part) area.append(part);
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const swapped = event.detail.target;
    const summary = part?.querySelector("[data-error-summary]");
    if (!summary || !(swapped === part || part.contains(swapped))) return;
    summary.focus({ preventScroll: true });
    // A box that is taller than the screen is read from its beginning.
    summary.scrollIntoView({ block: "start" });
  });
  // What htmx put in is where the reader goes on.
  document.body.addEventListener("htmx:load", (event) => {
    const added = event.detail.elt;
    if (added.matches(".threads-part, .thread-rest")) added.querySelector(".comment")?.focus();
  });
  for (const failure of ["htmx:sendError", "htmx:responseError"]) {
    document.body.addEventListener(failure, () => {
      const status = find("[data-reply-status]");
      if (status)
        status.textContent = "The site can’t be reached. Nothing is lost: please try again.";
    });
  }
}
