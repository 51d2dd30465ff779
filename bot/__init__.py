"""A member of staff writes *get link* in Teams and has the customer's Virtual Appointment link.

The bot is a function from a Command to a Reply; everything Microsoft is at its edges.
Imports run downwards only (checked by import contracts in CI):

    doctor                                looks an installation over
    teams, web                            Teams in, Teams out; sign-in pages and health
    cards | graph | signin | storage      four edges, blind to each other
    dispatcher, records                   Command -> Reply; commands written down until answered
    commands                              what a person can say, one file each, and what several need
    selectors                             ways to choose a meeting, one file each, and what several need
    reading                               words become days, hours and names
    joinlinks, languages                  a text becomes a join link; what is said and typed in each language
    net, ops                              retries, breakers and gates; settings, log, metrics and clocks
    ports                                 what the bot needs from the world
    model, errors                         the words everything else is said in
"""
