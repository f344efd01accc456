// Copies a page's address, or opens the phone's own share sheet.
for (const share of document.querySelectorAll("[data-share]")) {
  const button = share.querySelector("[data-copy]");
  const status = share.querySelector("[role=status]");
  const { title, url } = share.dataset;
  if (!navigator.share && !navigator.clipboard) continue;
  if (navigator.share) button.textContent = "Share…";
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      if (navigator.share) {
        await navigator.share({ title, url });
      } else {
        await navigator.clipboard.writeText(url);
        status.textContent = "The link is copied.";
      }
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = `Copy this address: ${url}`;
    }
  });
}
