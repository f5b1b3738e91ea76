"""Tests; the folders say what they need: unit nothing, the others real services."""
