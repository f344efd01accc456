// Prepares the reply form when a reader begins to write, and moves it below the comment answered.
const tokens = { value: "" };
const tokenUrl = document.querySelector("[data-token-url]")?.dataset.tokenUrl;
const replies = document.getElementById("replies");

// Stands below the post, or below the comment that is answered.
const area = document.getElementById("reply-form");
const part = replies?.querySelector("[data-reply-part]");

// htmx puts another form into the part, or what follows from a reply.
const formNow = () => part?.querySelector("[data-reply-form]");

// The page is the same for everybody; what belongs to this reader is fetched when they begin.
// When that fails, the form still works: the site then shows the reply once more before it is sent.
const fetchTokens = async () => {
  const response = await fetch(tokenUrl, { credentials: "same-origin" });
  const answer = await response.json();
  tokens.value = answer.csrf_token;
  return answer;
};

const fillIn = (form, answer) => {
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "csrfmiddlewaretoken";
  input.value = answer.csrf_token;
  form.append(input);
  form.elements.namedItem("stamp").value = answer.stamp;
};

const replyForClinic = (form, name) => {
  const staff = form.querySelector("[data-staff]");
  staff.textContent = `You reply for the clinic as ${name}.`;
  staff.hidden = false;
  for (const field of form.querySelectorAll("[data-reader-only]")) field.remove();
};

const prepare = async () => {
  const form = formNow();
  if (!form || form.dataset.ready) return;
  form.dataset.ready = "true";
  if (form.elements.namedItem("csrfmiddlewaretoken")) return;
  try {
    const answer = await fetchTokens();
    fillIn(form, answer);
    if (answer.staff_name) replyForClinic(form, answer.staff_name);
  } catch {
    delete form.dataset.ready;
  }
};

const move = (place, key, text) => {
  const form = formNow();
  if (!form) return;
  place.append(part);
  form.elements.namedItem("reply_to").value = key;
  const target = form.querySelector("[data-reply-target]");
  target.textContent = text;
  target.hidden = !text;
  form.querySelector("[data-reply-cancel]").hidden = !text;
  form.querySelector("input:not([type=hidden]), textarea").focus();
};

const moveOnClick = (event) => {
  if (event.target.closest("[data-reply-cancel]")) {
    move(area, "", "");
    return;
  }
  const link = event.target.closest("[data-reply-to]");
  const modified = event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || modified || !formNow()) return;
  event.preventDefault();
  move(link.closest(".comment"), link.dataset.replyTo, `You answer ${link.dataset.author}.`);
};

// New threads come in the place of those that the form may stand in; what was typed stays.
const bringBack = (event) => {
  if (event.detail.target.id === "threads" && part) area.append(part);
};

// A click that changes something on a page without a token waits until one is there.
const waitForToken = (event) => {
  if (event.detail.verb !== "post" || tokens.value) return;
  if (event.detail.elt.elements?.namedItem("csrfmiddlewaretoken")) return;
  event.preventDefault();
  const issue = () => event.detail.issueRequest(true);
  fetchTokens().then(issue, issue);
};

const sendToken = (event) => {
  if (tokens.value) event.detail.headers["X-CSRFToken"] = tokens.value;
};

const showWhatIsWrong = (event) => {
  const swapped = event.detail.target;
  const summary = part?.querySelector("[data-error-summary]");
  if (!summary || !(swapped === part || part.contains(swapped))) return;
  summary.focus({ preventScroll: true });
  // A box that is taller than the screen is read from its beginning.
  summary.scrollIntoView({ block: "start" });
};

// What htmx put in is where the reader goes on.
const goOnReading = (event) => {
  const added = event.detail.elt;
  if (added.matches(".threads-part, .thread-rest")) added.querySelector(".comment")?.focus();
};

const tellOfFailure = () => {
  const status = part?.querySelector("[data-reply-status]");
  if (status) {
    status.textContent = "The site can’t be reached. Nothing is lost: please try again.";
  }
};

if (replies && tokenUrl) {
  part?.addEventListener("focusin", prepare);
  document.addEventListener("click", moveOnClick);
  const { body } = document;
  body.addEventListener("htmx:confirm", waitForToken);
  body.addEventListener("htmx:configRequest", sendToken);
  body.addEventListener("htmx:beforeSwap", bringBack);
  body.addEventListener("htmx:afterSwap", showWhatIsWrong);
  body.addEventListener("htmx:load", goOnReading);
  body.addEventListener("htmx:sendError", tellOfFailure);
  body.addEventListener("htmx:responseError", tellOfFailure);
}
