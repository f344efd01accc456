// Marks the section that is being read in the table of contents.
const contents = document.querySelector("[data-table-of-contents]");
if (contents) {
  const links = new Map(
    [...contents.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]),
  );
  const sections = [...links.keys()].flatMap((id) => {
    const section = document.getElementById(id);
    if (!section) console.error(`The contents lead to #${id}, which is not on the page.`);
    return section ?? [];
  });
  const mark = () => {
    const line = window.innerHeight * 0.3;
    let current = null;
    for (const section of sections) {
      if (section.getBoundingClientRect().top <= line) current = section.id;
    }
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  // A section that crosses the line changes the answer; nothing is computed between.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  sections.forEach((section) => observer.observe(section));
  // On a phone the list closes behind the reader.
  contents.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && document.getElementById(link.hash.slice(1)))
      contents.querySelector("details").open = false;
  });
}
