"""An example plugin of policyindex, to copy from."""
