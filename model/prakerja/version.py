"""The version of the model, which every result names."""

VERSION = "0.2.0"
