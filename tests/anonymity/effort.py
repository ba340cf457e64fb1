"""How much of the attack is played: a short form for each day, a long one on demand."""

import os


def long() -> bool:
    return os.environ.get("KIMVOICE_ATTACK") == "long"
