//! routing_oracle.
