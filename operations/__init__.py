"""What runs without a request: the background process and the schedules of pages."""
