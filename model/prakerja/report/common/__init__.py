"""Room: what every page is made of. Words, numbers, the layout of an answer."""
