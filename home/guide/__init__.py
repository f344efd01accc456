"""The editor guide in the admin."""
