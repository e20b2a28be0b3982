"""What happens without anybody pressing anything: the worker and its parts."""
