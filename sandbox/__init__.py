"""A pretend Microsoft 365 for people without a tenant: Entra, Graph, the Teams connector, and a Teams client.

It speaks the protocols as documented and refuses what Microsoft refuses; what nobody outside Microsoft can know is a
switch (`OpenQuestions`), so that both outcomes can be tried. It is a second program: the bot never imports it.
"""
