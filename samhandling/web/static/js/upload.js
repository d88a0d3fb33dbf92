// Says at once that a file is too large, before it is sent; and that it is on its way, once.

const MB = 1024 * 1024;

function complaint(form, files) {
  const sizes = [...files].map((file) => file.size);
  if (sizes.some((size) => size > form.dataset.hver * MB)) return form.dataset.forStor;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all > form.dataset.samlet * MB ? form.dataset.forMye : "";
}

export function watchUploads(form) {
  const input = form.querySelector("input[type=file]");
  const place = document.getElementById(`${input.id}--feil`);
  const button = form.querySelector("button");
  const words = button.textContent;

  function judge() {
    const said = complaint(form, input.files);
    place.textContent = said;
    place.hidden = !said;
    input.setAttribute("aria-invalid", said ? "true" : "false");
    return said;
  }
  input.addEventListener("change", judge);
  form.addEventListener("submit", (event) => {
    if (judge() || form.dataset.sendt) event.preventDefault();
    else if (input.files.length) {
      form.dataset.sendt = "ja";
      button.textContent = form.dataset.sender;
    }
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sendt;
    button.textContent = words;
  });
}
