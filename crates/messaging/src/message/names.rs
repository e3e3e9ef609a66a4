//! The names of the headers. Consumers rely on them: none is ever renamed.

pub(crate) const SPEC_VERSION: &str = "ce-specversion";
pub(crate) const ID: &str = "ce-id";
pub(crate) const TYPE: &str = "ce-type";
pub(crate) const SOURCE: &str = "ce-source";
pub(crate) const SUBJECT: &str = "ce-subject";
pub(crate) const TIME: &str = "ce-time";
pub(crate) const VERSION: &str = "jobbro-version";
pub(crate) const KIND: &str = "jobbro-kind";
pub(crate) const MUNICIPALITY: &str = "jobbro-municipality";
pub(crate) const EPOCH: &str = "jobbro-epoch";
pub(crate) const ORIGIN: &str = "jobbro-origin";
pub(crate) const TRIGGER: &str = "jobbro-trigger";
pub(crate) const REQUEST_ID: &str = "jobbro-request-id";
pub(crate) const CORRELATION_ID: &str = "jobbro-correlation-id";
pub(crate) const CAUSATION_ID: &str = "jobbro-causation-id";
pub(crate) const CHAIN: &str = "jobbro-chain";
pub(crate) const TRACEPARENT: &str = "traceparent";

/// What stands before the service in `ce-source`; `jobbro` here is the product, whatever the subjects' prefix is.
pub(crate) const SOURCE_PREFIX: &str = "jobbro/";

/// Set by the relay, checked by the server before it stores a message, and stored with it: the position minus one.
pub(crate) const EXPECTED: &str = "Nats-Expected-Last-Sequence";
