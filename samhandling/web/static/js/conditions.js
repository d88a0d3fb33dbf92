// Shows and hides questions as the answers change, by the same conditions that the server judges with.
// A question that no longer applies but is answered stays, with a way to delete the answer.

import { inputsOf, namesIn, same, setValues, valuesOf } from "./answers.js";

const read = (element, key) => (element.dataset[key] ? JSON.parse(element.dataset[key]) : null);

export function followConditions(form) {
  const elsewhere = JSON.parse(document.getElementById("andre-svar").textContent);
  const update = () => show(form, elsewhere);
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  form.addEventListener("svar", update);
  form.addEventListener("click", (event) => deleteAnswer(event, form));
  const marker = document.createElement("input");
  Object.assign(marker, { type: "hidden", name: "_skript", value: "ja" });
  form.append(marker);
  update();
}

function show(form, elsewhere) {
  const world = { form, elsewhere, known: new Map() };
  for (const place of form.querySelectorAll(".plass")) showPlace(place, world);
  for (const mark of form.querySelectorAll("[data-krav]")) {
    mark.hidden = "regel" in mark.dataset || holds(read(mark, "krav"), world);
  }
  for (const option of form.querySelectorAll("[data-naar]")) {
    const possible = holds(read(option, "naar"), world) || option.querySelector(":checked") !== null || option.selected;
    option.hidden = !possible;
    if (option.tagName === "OPTION") option.disabled = !possible;
  }
}

function showPlace(place, world) {
  const applies = applicable(place, world);
  const touched = place.dataset.felt ? isTouched(place, world.form) : hasTouched(place, world.form);
  place.hidden = !(applies || touched);
  const outside = place.querySelector(":scope > .utenfor");
  if (outside) outside.hidden = applies || !touched;
}

function isTouched(place, form) {
  const values = valuesOf(form, place.dataset.felt);
  return !same(values, []) && !same(values, [place.dataset.start ?? ""]);
}

const hasTouched = (group, form) =>
  [...group.querySelectorAll("[data-felt]")].some((place) => !place.dataset.fast && isTouched(place, form));

// Whether a place's own condition and those around it hold.
function applicable(place, world) {
  if (!world.known.has(place)) {
    world.known.set(place, false);
    const around = place.parentElement?.closest("[data-when]");
    const own = read(place, "when");
    world.known.set(place, (!own || holds(own, world)) && (!around || applicable(around, world)));
  }
  return world.known.get(place);
}

export function holds(condition, world) {
  if (typeof condition === "boolean") return condition;
  switch (condition.op) {
    case "all":
      return condition.of.every((part) => holds(part, world));
    case "any":
      return condition.of.some((part) => holds(part, world));
    case "not":
      return !holds(condition.of[0], world);
    case "count":
      return answersAt(condition.name, world).length >= condition.least;
    default:
      return answersAt(condition.name, world).some(
        ([, values]) => values.length > 0 && (!condition.values.length || condition.values.some((v) => values.includes(v))),
      );
  }
}

// The answers in force at a name, where * stands for any entry: [name, values] that are not empty.
function answersAt(name, world) {
  const shape = new RegExp(`^${name.replaceAll("*", "[0-9]+")}$`);
  const here = namesIn(world.form).filter((known) => shape.test(known));
  const there = Object.entries(world.elsewhere).filter(([known]) => shape.test(known));
  const found = here.map((known) => [known, inForce(known, world)]);
  return [...found, ...there].filter(([, values]) => values.length);
}

function inForce(name, world) {
  const place = world.form.querySelector(`[data-felt="${CSS.escape(name)}"]`);
  const asked = place.closest("[data-when]");
  if (asked && !applicable(asked, world)) return [];
  return valuesOf(world.form, name).map((value) => value.trim()).filter(Boolean);
}

function deleteAnswer(event, form) {
  const button = event.target.closest('button[name="_slett"]');
  if (!button) return;
  event.preventDefault();
  setValues(form, button.value, []);
  const first = inputsOf(form, button.value)[0];
  first.dispatchEvent(new Event("input", { bubbles: true }));
  const next = button.closest("[data-felt]").nextElementSibling ?? form;
  next.querySelector("input, select, textarea")?.focus();
}
