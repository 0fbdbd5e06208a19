"""What context files tell about an index: associations with its nodes, and records about its units."""
