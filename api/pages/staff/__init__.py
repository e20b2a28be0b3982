"""The pages for the people who do the work: signed in, one thing at a time, forms that work without a script."""
