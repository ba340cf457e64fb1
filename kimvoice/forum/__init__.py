"""The forum: bodies, the matters that travel between them, and the answers back."""
