"""The word by which a file that Đầu Mối itself wrote is known when somebody hands it back in."""

OWN_FILE = "daumoi-bao-cao-xuat-ra"
"""Stands in the properties (keywords) of what is exported: docx, xlsx, and the PDF made of it."""
OWN_COMMENT = f"<!-- {OWN_FILE} -->"
"""The same in Markdown, which has no properties."""
