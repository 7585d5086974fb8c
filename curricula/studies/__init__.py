"""Studies: experiments as values, one file each."""
