"""What readers reach under `/comments/`. All of it works without a script."""
