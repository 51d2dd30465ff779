// Tell the Teams window that opened this page how it went, so that it closes; outside Teams the words are enough.
(async () => {
  try {
    await microsoftTeams.app.initialize();
    if (document.body.dataset.tell === "success") microsoftTeams.authentication.notifySuccess("done");
    else microsoftTeams.authentication.notifyFailure("not signed in");
  } catch {
    // Not opened by Teams: nothing to close.
  }
})();
