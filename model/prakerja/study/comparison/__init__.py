"""Room: policies in the same futures. Criteria, paired differences, where a ranking turns round."""
