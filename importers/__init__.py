"""How paper gets in: a workbook becomes cells with addresses, checked rows, standards and named problems."""
