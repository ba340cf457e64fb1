"""A furnished house with fictional people, for whoever wants to look around."""
