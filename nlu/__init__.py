"""Understanding: what a message means, from the NLU server to German time expressions."""
