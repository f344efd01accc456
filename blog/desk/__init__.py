"""The home page of the admin for who works on posts."""
