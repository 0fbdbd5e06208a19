"""``python -m policyindex``: the command line."""

from policyindex.cli import main

if __name__ == "__main__":
    main()
