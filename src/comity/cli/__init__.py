"""The command line. One module a group of commands; heavy imports happen inside the commands that need them."""

from comity.cli.app import main

__all__ = ["main"]
