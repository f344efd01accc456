// Marks the section that is being read in the table of contents.
const contents = document.querySelector("[data-table-of-contents]");
if (contents) {
  const links = new Map(
    [...contents.querySelectorAll("a[href^='#']")].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const mark = () => {
    const line = window.innerHeight * 0.3;
    let current = null;
    for (const heading of headings) {
      if (heading.getBoundingClientRect().top <= line) current = heading.id;
    }
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  // A heading that crosses the line changes the answer; nothing is computed between.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -70% 0px" });
  headings.forEach((heading) => observer.observe(heading));
  // On a phone the list closes behind the reader.
  contents.addEventListener("click", (event) => {
    if (event.target.closest("a")) contents.querySelector("details").open = false;
  });
}
