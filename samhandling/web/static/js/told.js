// Shows what the server said of a saving: faults beside their fields, the state of each step, another's text.

export function showFaults(form, faults) {
  for (const [name, text] of Object.entries(faults)) {
    const place = form.querySelector(`[data-felt="${CSS.escape(name)}"]`);
    const message = document.getElementById(`${name}--feil`);
    if (!place || !message) continue;
    message.textContent = text;
    message.hidden = !text;
    place.classList.toggle("har-feil", Boolean(text));
    const input = place.querySelector(".ds-input:not([type=radio], [type=checkbox])");
    if (text) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
}

export function showSteps(steps) {
  for (const [key, { tilstand, tekst }] of Object.entries(steps)) {
    const step = document.querySelector(`.steg li[data-steg="${CSS.escape(key)}"]`);
    if (!step) continue;
    step.dataset.tilstand = tilstand;
    step.querySelector(".tilstand").textContent = tekst;
  }
}

// Without `theirs` an earlier conflict at the field is taken away.
export function showConflict(form, name, theirs, words, choose) {
  const place = form.querySelector(`[data-felt="${CSS.escape(name)}"]`);
  place?.querySelector(":scope > .konflikt")?.remove();
  if (!place || !theirs) return;
  const box = document.getElementById("konflikt-mal").content.firstElementChild.cloneNode(true);
  box.querySelector("blockquote").textContent = theirs.join("\n") || words.empty;
  for (const button of box.querySelectorAll("button")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      choose(button.name === "_bruk_deres");
    });
  }
  place.append(box);
}
