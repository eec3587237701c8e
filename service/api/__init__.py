"""/api/v1: what programs ask of the service."""
