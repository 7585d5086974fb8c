"""What a final answer is worth."""
