"""Room: the briefing, a document of finished pages: HTML, PDF, slides, a workbook."""
