"""Properties that several labels share: quotes, deadlines, what people recorded."""

QUOTED = {
    "quote": "the words, verbatim",
    "start": "first character in SourceFile.text",
    "end": "one past the last character",
    "rule": "name of the rule that read it",
    "corrected_by": "id of the correction, when a person set the value",
    "confidence": "0 to 1",
    "page": "page, where the format has pages",
    "inherited_from": "ref of the heading that said it",
    "source": "SHA-256 of the file",
    "doc": "id of the document that says it",
}

DUE = {
    "due_code": "compact partial date (graph_schema.periods)",
    "due_start": "ISO first day, absent for a yearly day",
    "due_end": "ISO last day, absent for a yearly day",
    "due_precision": "DAY, MONTH, QUARTER, YEAR, PERIOD, YEARLY_DAY",
    "due_text": "the words",
    "due_key": "due_end, or 9999-12-31: never absent, for keysets; on a task that in force",
}

KEPT = {  # graph_schema/dated.py makes them of what people recorded
    "deadlines": "list of FROM|END by day, the printed one first; only with an extension",
    "states": "list of DAY|CODE by day (dated.State), absent while it was never closed",
    "closed_key": "ISO day since which it is done or called off, 9999-12-31 while open",
    "open_key": "due_key while open, 9999-12-31 when closed",
    "assigned_key": "ISO first day of the plan's issue, 0000-00-00 when unknown",
    "reported_key": "ISO day of the last report that was not returned, 0000-00-00 when none",
    "returned_key": "ISO day on which a report was last returned, absent when none was",
    "version": "0 when it was read, one more with each change that people record",
    "known": "list of INSTANT#states#deadlines: both as they were known from an entry on",
    "dropped_on": "day on which a new version of the plan came without it",
}
