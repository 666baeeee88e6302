"""What a user sees: the command line, the server and the page."""
