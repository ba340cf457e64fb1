"""Anonymous suggestions: from a slip in the mailbox to a published answer."""
