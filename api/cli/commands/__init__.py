"""The subcommands of `rutin`, one module each: `arguments(parser)` says what it takes, `run(options)` does it."""
