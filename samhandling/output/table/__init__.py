"""Lists in and out: CSV and XLSX, written as a stream that no spreadsheet takes for formulas, read with limits."""

from samhandling.output.table.limits import TableError
from samhandling.output.table.read import Table, read_table
from samhandling.output.table.write import csv_chunks, xlsx_chunks

__all__ = ["Table", "TableError", "csv_chunks", "read_table", "xlsx_chunks"]
