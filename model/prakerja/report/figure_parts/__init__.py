"""Room: what every figure is made of. Style, fans, axes, labels, files."""
