// Reads and writes the answers of a form, by input name, as the server keeps them: lists of texts.

export const inputsOf = (form, name) => [...form.elements].filter((input) => input.name === name);

const isChoice = (input) => input.type === "radio" || input.type === "checkbox";

export function valuesOf(form, name) {
  const inputs = inputsOf(form, name);
  const chosen = inputs.filter((input) => !isChoice(input) || input.checked);
  return chosen.map((input) => input.value.replaceAll("\r\n", "\n")).filter((value) => value !== "");
}

export function setValues(form, name, values) {
  for (const input of inputsOf(form, name)) {
    if (isChoice(input)) input.checked = values.includes(input.value);
    else input.value = values[0] ?? "";
  }
}

export const same = (one, other) => one.length === other.length && one.every((value, place) => value === other[place]);

// Names of the answers that the form on the page carries: those that have a place of their own.
export const namesIn = (form) => [...form.querySelectorAll("[data-felt]")].map((place) => place.dataset.felt);
