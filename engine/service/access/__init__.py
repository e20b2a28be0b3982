"""Who is asking: whose a token or a session is, and what was sent by somebody who was not signed in any more."""
