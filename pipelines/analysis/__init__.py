"""What completions of trained models show: verdicts, strategies and steps, and what of it training changed."""
