"""What faces Teams' wire, and the SDK through which every activity takes its turn.

The Bot Framework SDK for Python is archived, so its faults are worked around here, by composition, and nowhere else:
`edge` answers HTTP, `authentication` decides who may speak, `connector` sends, `credential` is the bot's own token.
None of them knows the SDK; only `adapter`, `handler` and `conversations` do, and another SDK takes their place at
`seam`.
"""
