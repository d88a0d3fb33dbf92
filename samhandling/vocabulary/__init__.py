"""Floor 0: the words that document kinds are written in.

Forms declare sections, fields, conditions and facts with these modules; the same declaration feeds
the screen, the check, the summary, the PDF, the archive metadata and the exports.
"""
