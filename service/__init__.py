"""The door: the command line and set-up now; the pages, the API and the session with their own issues."""
