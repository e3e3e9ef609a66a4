//! What a municipality knows of companies, their workplaces, and the places of a workplace. Pure: values in, decisions out.
#![deny(clippy::wildcard_enum_match_arm)]
