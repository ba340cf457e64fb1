"""Where people arrive: the visitor's home, one's own home, help, the way out."""
