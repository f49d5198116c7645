"""`python -m console …`."""

if __name__ == "__main__":  # a process that reads files for this one imports this module, and needs none of it
    from console.cli import main

    main()
