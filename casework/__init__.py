"""What people do with a band: case, stages, decision, review, publication (with their own issue)."""
