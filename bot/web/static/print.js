// Print the page, and copy one link on one press; in a browser without a clipboard for pages, through its field.
const status = document.getElementById("status");
const address = location.href;

function copyFrom(field) {
  field.select();
  field.setSelectionRange(0, field.value.length); // select() alone does not do it on an iPhone
  return document.execCommand("copy");
}

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.defaultValue);
    return true;
  } catch {
    return copyFrom(field);
  }
}

document.getElementById("print").addEventListener("click", () => window.print());
// Browsers print the address of a page at its foot, and this one is as good as all the links.
window.addEventListener("beforeprint", () => history.replaceState(null, "", location.pathname));
window.addEventListener("afterprint", () => history.replaceState(null, "", address));

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = button.closest("li").querySelector("textarea");
  button.addEventListener("click", async () => {
    status.textContent = ""; // so that a second time is said, too
    const done = await copied(field);
    status.textContent = done ? status.dataset.done : status.dataset.failed;
    if (!done) {
      field.focus();
      field.select();
    }
  });
}
