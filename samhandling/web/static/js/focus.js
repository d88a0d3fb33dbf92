// Where the eye and the keyboard should be when a page opens: its error summary, or the field that a link names.

export function focusOnFault() {
  for (const link of document.querySelectorAll('a[href*="#"]')) link.addEventListener("click", () => soon(link.hash));
  if (location.hash) soon(location.hash);
  else document.querySelector("[data-ta-fokus]")?.focus();
}

function soon(hash) {
  setTimeout(() => goTo(decodeURIComponent(hash.slice(1))), 0);
}

function goTo(id) {
  const target = id && document.getElementById(id);
  if (!target) return;
  target.focus({ preventScroll: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const whole = target.closest("[data-felt]") ?? target;
  whole.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}
