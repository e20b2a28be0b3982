"""What is rehearsed: scenarios played, those that are missing found, drills made of what nobody has done."""
