// Tell the Teams window that opened this page that it went well, so that it closes; outside Teams the words are enough.
(async () => {
  try {
    await microsoftTeams.app.initialize();
    microsoftTeams.authentication.notifySuccess("done");
  } catch {
    // Not opened by Teams: nothing to close.
  }
})();
