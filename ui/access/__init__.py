"""Who may use the page: users, sessions, rights, and the record of what they did."""
