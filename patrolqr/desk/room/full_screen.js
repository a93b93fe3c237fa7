// The browser's own full screen, asked for by a press and left by another one or Escape.
export default function (component) {
  const button = component.parentElement.querySelector("button");
  const name = () => { button.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen"; };
  button.onclick = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  document.addEventListener("fullscreenchange", name);
  name();
  return () => document.removeEventListener("fullscreenchange", name);
}
