"""Documents in markup to blocks: styles, roles, events, and the builder that they feed."""
