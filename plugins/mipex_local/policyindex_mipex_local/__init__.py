"""A local member of the MIPEX family, as a plugin of policyindex."""
