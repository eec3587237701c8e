"""What every problem of a workbook means and how it is mended, a file for each topic."""
