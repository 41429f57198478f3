"""Reports on assigned work: plain records, drawn as workbooks, letters, lists and text."""
