"""Where this version of the API stands; what it answers keeps its form."""

PREFIX = "/api/v1"
