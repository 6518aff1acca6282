"""Records out, in the forms that other tools read: tables, linked data, graphs and feeds."""
