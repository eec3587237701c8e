"""The people of the service: accounts, roles, sign-in and sessions."""
