"""What readers may want to know besides: who somebody is, how something works."""
