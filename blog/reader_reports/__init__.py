"""Readers report what is wrong with a post; the desk deals with it."""
