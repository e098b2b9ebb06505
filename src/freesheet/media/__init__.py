"""Images and documents, with the credit, licence and words that belong to them."""
