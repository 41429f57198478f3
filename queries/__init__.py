"""Every read: what can be asked, and how it becomes one statement."""
