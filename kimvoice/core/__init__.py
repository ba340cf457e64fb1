"""What every room stands on; no request is known here."""
