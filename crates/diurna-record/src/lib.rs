//! The public contract: claims, records, their JSON, and how they are scored
