"""Clients of the API in other programs' languages, made from the schema and its operations."""
