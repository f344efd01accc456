"""Clinical review: who signed which text, what changed since, and what is due."""
