"""What tests share: people, places, stand-ins, and texts that were made to hurt."""
