"""Duties of procedure, one file each."""
