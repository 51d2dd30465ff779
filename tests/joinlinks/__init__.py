"""What a text becomes: links, numbers and ids."""
