"""The web side of every room: two sides, one way to answer, one place for errors."""
