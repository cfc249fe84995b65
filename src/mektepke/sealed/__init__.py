"""What is sealed: words told in confidence, encrypted where they are stored, and the keys that open them."""
