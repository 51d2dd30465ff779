"""The repairs of botbuilder: the real CloudAdapter with its own authentication, connector and HTTP edge.

The Bot Framework SDK for Python is archived, so its faults are worked around here, by composition, and nowhere else:
`adapter` answers HTTP, `authentication` decides who may speak, `connector` sends, `credential` is the bot's own token.
"""
