"""What people do with a band: the photograph of an assessment and whether it still holds."""
