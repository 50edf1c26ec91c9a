"""The content store on real databases."""
