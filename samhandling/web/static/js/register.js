// A register's list, made quicker: a row can be pressed anywhere, all rows can be chosen at once, filters fold.

const MINE = "a, button, input, label, select, summary";

export function easeList() {
  for (const row of document.querySelectorAll("tr[data-rad]")) row.addEventListener("click", openRow);
  const form = document.getElementById("masse");
  if (form) followChoices(form);
  foldFilters(document.querySelector(".filtre"));
}

function openRow(event) {
  const selecting = !getSelection().isCollapsed;
  if (event.defaultPrevented || selecting || event.target.closest(MINE)) return;
  const link = this.querySelector(".foerst a");
  if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
  else link.click();
}

function followChoices(form) {
  const boxes = [...document.querySelectorAll('input[name="valgt"]')];
  const all = chooseAll(boxes, () => count());
  const words = form.querySelector(".valgte");
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    if (all) all.checked = number === boxes.length;
    if (all) all.indeterminate = number > 0 && number < boxes.length;
    form.toggleAttribute("data-valgte", number > 0);
    form.hidden = number === 0;
    words.textContent = number === 1 ? form.dataset.en : form.dataset.flere.replace("{number}", number);
  };
  for (const box of boxes) box.addEventListener("change", count);
  addEventListener("pageshow", count);
  count();
}

function chooseAll(boxes, then) {
  const head = document.querySelector("[data-velg-alle]");
  if (!head) return null;
  const label = document.createElement("label");
  const box = Object.assign(document.createElement("input"), { type: "checkbox", className: "ds-input" });
  const words = Object.assign(document.createElement("span"), { className: "ds-sr-only" });
  words.textContent = head.dataset.velgAlle;
  label.append(box, words);
  head.replaceChildren(label);
  box.addEventListener("change", () => {
    for (const one of boxes) one.checked = box.checked;
    then();
  });
  return box;
}

function foldFilters(filters) {
  if (!filters) return;
  const narrow = matchMedia("(max-width: 47.99rem)");
  const fold = () => {
    filters.open = !narrow.matches || filters.querySelector("[data-valgt]") !== null;
  };
  narrow.addEventListener("change", fold);
  fold();
}
