//! One enum of a domain and the one of the contract that says the same, by the same names.

/// Both directions of each enum, from one list: `to, read: Domain = Wire { Names }`. Both are total where the wire is
/// known; a value that was left out is `None`. A name that only one side has does not compile.
#[macro_export]
macro_rules! words {
    ($($to:ident, $read:ident: $domain:ty = $wire:ty { $($name:ident),+ $(,)? })+) => {$(
        #[must_use]
        pub fn $to(value: $domain) -> $wire {
            match value {
                $(<$domain>::$name => <$wire>::$name,)+
            }
        }

        #[must_use]
        pub fn $read(value: $wire) -> Option<$domain> {
            match value {
                <$wire>::Unspecified => None,
                $(<$wire>::$name => Some(<$domain>::$name),)+
            }
        }
    )+};
}
