//! The relay and the subscriptions on a real NATS server and a real log.

mod divergence;
mod following;
mod gaps;
mod login;
mod losses;
mod publishing;
mod restarts;
mod support;
mod two_relays;
mod watching;
