"""What is no test: rigs, fakes, drivers and samples."""
