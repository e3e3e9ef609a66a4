//! A tiny real service as a child process, seen from outside.

mod child;
mod client;
mod drain;
mod errors;
mod logins;
mod programs;
mod readiness;
mod serving;
mod tiny;
mod world;
