"""Formal complaints: named, confidential, up a ladder until somebody answers."""
