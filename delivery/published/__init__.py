"""Posts as their consumers get them: rendered once, stored, and rendered anew when they change."""
