"""What stands on another level of a file than it belongs on, put where it belongs after one finding."""
