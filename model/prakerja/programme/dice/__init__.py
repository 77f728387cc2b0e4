"""Dice: random numbers for compiled code, each actor of each draw from a stream of its own."""
