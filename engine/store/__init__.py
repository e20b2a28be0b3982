"""Where cases live: tables, the unit of work, the writer and the history chain."""
