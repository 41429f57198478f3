"""``daumoi report`` as one family: the tables, and the draft of the annual report."""

from service import command_line as line
from service.reports.draft_line import draft
from service.reports.kept_line import kept
from service.reports.line import report_app

__all__ = ["report_app"]

report_app.command(cls=line.Command)(draft)
report_app.command(cls=line.Command)(kept)
