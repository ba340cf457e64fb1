"""What an administrator keeps in order: people and slips, settings and closing days."""
