"""How the API says no (RFC 9457): the kinds of problems, and which error becomes which."""
