"""Floor 5: a plan under one's hands. Levers become a scenario, the scenario numbers and sentences."""
