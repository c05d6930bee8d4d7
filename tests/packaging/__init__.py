"""What is installed beside the program: man pages, completions, packages."""
