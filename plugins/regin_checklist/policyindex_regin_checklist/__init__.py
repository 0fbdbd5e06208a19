"""The REGIN self-assessment checklist, as a plugin of policyindex."""
