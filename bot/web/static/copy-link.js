// Copy the link, and nothing else, on one press; in a browser without a clipboard for pages, through the field.
const status = document.getElementById("status");
const field = document.getElementById("link");
const link = field.defaultValue;

function copyFromField() {
  field.select();
  field.setSelectionRange(0, link.length); // select() alone does not do it on an iPhone
  return document.execCommand("copy");
}

async function copied() {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    return copyFromField();
  }
}

document.getElementById("copy").addEventListener("click", async () => {
  status.textContent = ""; // so that a second time is said, too
  const done = await copied();
  status.textContent = done ? status.dataset.done : status.dataset.failed;
  if (!done) {
    field.focus();
    field.select();
  }
});
