// Copy the invitation: with its formatting for mails that show it and as plain text for the others, as plain text
// alone, or as a text message; in a browser without a clipboard for pages, by a copy command of its own.
const status = document.getElementById("status");
const letter = document.getElementById("letter");
const plain = document.getElementById("plain");
const short = document.getElementById("short");
const parts = { letter, plain, short };

const flavours = {
  letter: () => ({ "text/html": letter.innerHTML, "text/plain": plain.textContent }),
  plain: () => ({ "text/plain": plain.textContent }),
  short: () => ({ "text/plain": short.textContent }),
};

function copyByCommand(texts) {
  const fill = (event) => {
    for (const [type, text] of Object.entries(texts)) event.clipboardData.setData(type, text);
    event.preventDefault();
  };
  document.addEventListener("copy", fill);
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  return done;
}

async function copied(texts, shown) {
  try {
    const blobs = Object.entries(texts).map(([type, text]) => [type, new Blob([text], { type })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    getSelection().selectAllChildren(shown); // without which some browsers copy nothing; else the person copies it
    return copyByCommand(texts);
  }
}

async function copy(flavour) {
  status.textContent = ""; // so that a second time is said, too
  const done = await copied(flavours[flavour](), flavour === "short" ? short : letter);
  const said = flavour === "short" ? status.dataset.short : status.dataset.done;
  status.textContent = done ? said : status.dataset.failed;
  if (!done) toSelect(parts[flavour]);
}

// Selected as plain text, the letter would have no link: its words stand for that.
function toSelect(part) {
  part.hidden = false;
  getSelection().selectAllChildren(part);
  part.scrollIntoView();
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button.dataset.copy));
}
