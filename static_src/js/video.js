// Loads a video's player when the reader asks for it, and nothing from its provider before.
for (const frame of document.querySelectorAll("[data-video]")) {
  const link = frame.querySelector("[data-player]");
  link.addEventListener("click", (event) => {
    if (!link.dataset.player || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player;
    player.title = link.dataset.title;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    frame.append(player);
    link.remove();
    player.focus();
  });
}
