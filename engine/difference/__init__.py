"""What differs between two versions of a routine, in words of the work and not in lines of the file."""
