// Copy the invitation: with its formatting for mails that show it and as plain text for the others, as plain text
// alone, or as a text message.
const status = document.getElementById("status");
const letter = document.getElementById("letter");
const plain = document.getElementById("plain").textContent;
const short = document.getElementById("short");

const text = (words) => [new ClipboardItem({ "text/plain": new Blob([words], { type: "text/plain" }) })];
const flavours = {
  letter: () => [
    new ClipboardItem({
      "text/html": new Blob([letter.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([plain], { type: "text/plain" }),
    }),
  ],
  plain: () => text(plain),
  short: () => text(short.textContent),
};

async function copy(flavour) {
  status.textContent = ""; // so that a second time is said, too
  try {
    await navigator.clipboard.write(flavours[flavour]());
    status.textContent = flavour === "short" ? status.dataset.short : status.dataset.done;
  } catch {
    status.textContent = status.dataset.failed;
    getSelection().selectAllChildren(flavour === "short" ? short : letter);
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button.dataset.copy));
}
