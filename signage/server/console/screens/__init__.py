"""The screens themselves: paired by a code, heard of each minute, and ordered by the signed feed alone."""
