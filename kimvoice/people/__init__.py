"""Who is here: people, departments, and the roles they hold between two dates."""
