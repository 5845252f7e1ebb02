"""Documents in markup to blocks: styles, elements, events, and the builder that they feed."""
