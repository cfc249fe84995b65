"""What every page looks like: base templates, the stylesheet, small SVG parts, dates in the reader's language."""
