"""Nobody without a role on a unit reads or does anything of it: every address, each kind of person."""
