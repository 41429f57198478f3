"""What exists, in the words of the trade: records, names, dates, identities, the schema, writes."""
