// The arrow keys, and what a presenter's clicker sends, lead to the next slide and back.
const LEADS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back" };

addEventListener("keydown", ({ key }) => {
  const link = LEADS[key] && document.getElementById(LEADS[key]);
  if (link) location.replace(link.href);
});
