"""The outside world: the command, the engine, the store, GraphQL over HTTP, the pages."""
