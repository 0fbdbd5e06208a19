"""Studies: one round of an instrument - its period, its units, what each is in competence for, what is compared."""
