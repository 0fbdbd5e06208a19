"""The contract with plugins: hooks, what they hand over, finding them, and the host that guards the rest from them."""
