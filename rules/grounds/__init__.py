"""The grounds of law that move a band, one file each; none leans on another."""
