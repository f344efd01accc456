// Makes the reply form send at the first click, and moves it below the comment that is answered.
const form = document.querySelector("[data-reply-form]");
if (form) {
  const area = form.parentElement;
  const target = form.querySelector("[data-reply-target]");
  const cancel = form.querySelector("[data-reply-cancel]");
  const replyTo = form.elements.namedItem("reply_to");
  let ready = Boolean(form.elements.namedItem("csrfmiddlewaretoken"));

  // The page is the same for everybody; what belongs to this reader is fetched when they begin.
  // When that fails, the form still works: the site then shows the reply once more before it is sent.
  form.addEventListener("focusin", async () => {
    if (ready) return;
    ready = true;
    try {
      const response = await fetch(form.dataset.tokenUrl, { credentials: "same-origin" });
      const { csrf_token: token, stamp } = await response.json();
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = "csrfmiddlewaretoken";
      input.value = token;
      form.append(input);
      form.elements.namedItem("stamp").value = stamp;
    } catch {
      ready = false;
    }
  });

  const move = (place, key, text) => {
    place.append(form);
    replyTo.value = key;
    target.textContent = text;
    target.hidden = !text;
    cancel.hidden = !text;
    form.querySelector("input:not([type=hidden])").focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply-to]");
    if (!link || !area.id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move(link.closest(".comment"), link.dataset.replyTo, `You answer ${link.dataset.author}.`);
  });
  cancel.addEventListener("click", () => move(area, "", ""));
}
