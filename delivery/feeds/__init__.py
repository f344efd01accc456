"""What readers and programs subscribe to, and what search engines and agents read."""
