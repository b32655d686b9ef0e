"""Backups: collections in folders of their own, and back."""
