"""What is made once and kept: pictures and handbooks."""
