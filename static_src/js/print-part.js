// Prints one part of the page, such as a checklist, by itself.
for (const button of document.querySelectorAll("[data-print]")) {
  const part = button.closest("[data-printable]");
  button.hidden = false;
  button.addEventListener("click", () => {
    part.toggleAttribute("data-printing", true);
    document.body.classList.add("prints-a-part");
    window.print();
    part.toggleAttribute("data-printing", false);
    document.body.classList.remove("prints-a-part");
  });
}
