"""Other SDKs in the place of botbuilder: the journeys run over them, too."""
