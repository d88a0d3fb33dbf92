// Everything here makes a page better that already works without it.

import { followConditions } from "./conditions.js";
import { focusOnFault } from "./focus.js";
import { easeList } from "./register.js";
import { keepSaving } from "./saving.js";
import { watchUploads } from "./upload.js";

const form = document.querySelector("form[data-lagre]");
if (form) {
  const words = JSON.parse(document.getElementById("ord").textContent);
  followConditions(form);
  keepSaving(form, words);
}
focusOnFault();
for (const upload of document.querySelectorAll("form[data-opplasting]")) watchUploads(upload);
easeList();

// A form without autosave is sent once, however often its button is pressed.
for (const once of document.querySelectorAll("form[data-en-gang]")) {
  once.addEventListener("submit", (event) => {
    if (once.dataset.sendt) event.preventDefault();
    once.dataset.sendt = "ja";
  });
}
window.addEventListener("pageshow", () => {
  for (const once of document.querySelectorAll("form[data-sendt]")) delete once.dataset.sendt;
});

// On a narrow screen the steps are folded: the questions come first.
const steps = document.querySelector(".steg details");
if (steps && matchMedia("(max-width: 61.99rem)").matches) steps.open = false;

// A menu closes when one presses Escape or looks elsewhere.
for (const menu of document.querySelectorAll("details.nedfall")) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
}
