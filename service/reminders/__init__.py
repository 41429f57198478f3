"""Reminders: who is told of what on which day, the letters, the outbox, the mail."""
