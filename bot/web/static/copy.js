// Copy the invitation: with its formatting for mails that show it and as plain text for the others, or as plain text alone.
const status = document.getElementById("status");
const letter = document.getElementById("letter");
const plain = document.getElementById("plain").textContent;

const flavours = {
  letter: () => [
    new ClipboardItem({
      "text/html": new Blob([letter.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([plain], { type: "text/plain" }),
    }),
  ],
  plain: () => [new ClipboardItem({ "text/plain": new Blob([plain], { type: "text/plain" }) })],
};

async function copy(flavour) {
  status.textContent = ""; // so that a second time is said, too
  try {
    await navigator.clipboard.write(flavours[flavour]());
    status.textContent = status.dataset.done;
  } catch {
    status.textContent = status.dataset.failed;
    getSelection().selectAllChildren(letter);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button.dataset.copy));
}
