//! The worked examples of the page are the tests: page and code cannot part.
