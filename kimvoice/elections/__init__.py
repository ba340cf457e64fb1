"""Elections: so far those that were held on paper and are recorded here."""
