"""Parts of the benchmarks of the reading; the commands stand in the folder above."""
