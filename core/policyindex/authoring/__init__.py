"""Making instruments and plugins: scaffolds, conversion from spreadsheets, comparison of editions."""
