//! Integration tests of `citizens`: real Postgres, real gRPC.

mod golden;
