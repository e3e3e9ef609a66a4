//! citizens-domain
