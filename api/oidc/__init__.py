"""The organisation's own sign-in, by OpenID Connect: the way there and back, what it says of people, and whether that can be trusted."""
