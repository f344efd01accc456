"""Takes the pictures of docs/editors.md anew, from a demo of its own: `make screenshots`."""
