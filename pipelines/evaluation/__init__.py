"""What completions show: evaluation, intervals, pass@k."""
