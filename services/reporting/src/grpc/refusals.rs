//! The reasons that are reporting's own. `docs/grpc-status.md`, section reporting, has the same rows; a test
//! compares them.

use service_kit::grpc::Problem;
use tonic::Code;

/// All municipalities were asked for by one who is no cell-wide reader.
pub const SCOPE_NOT_ALLOWED: Problem = Problem {
    code: Code::PermissionDenied,
    reason: "SCOPE_NOT_ALLOWED",
    english: "only a cell-wide reader may ask for all municipalities",
    danish: "Kun den, der må læse tal for alle kommuner, kan spørge om dem alle.",
    metadata: Vec::new(),
    findings: Vec::new(),
};

/// Every one.
pub const ALL: [Problem; 1] = [SCOPE_NOT_ALLOWED];
