// Says how long ago a time was, after the time itself: a page from a cache can't know.
const format = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const UNITS = [
  ["year", 31536000],
  ["month", 2592000],
  ["week", 604800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];
const tell = (root) => {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
    time.removeAttribute("data-relative");
    time.append(` · ${format.format(Math.round(seconds / length), unit)}`);
  }
};
tell(document);
document.body.addEventListener("htmx:load", (event) => tell(event.detail.elt));
