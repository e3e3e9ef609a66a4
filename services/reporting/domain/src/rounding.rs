//! Half up (decisions N31), in whole numbers only.

/// `numerator` / `denominator` in parts of which `scale` make one, half a part up; `None` of nothing, and of numbers
/// so large (2^120 and beyond) that the sum cannot be made.
pub(crate) fn half_up(numerator: u128, denominator: u128, scale: u128) -> Option<u64> {
    if denominator == 0 {
        return None;
    }
    // Add half of the denominator, then cut. Doubled, so that the half is a whole number too.
    let doubled = numerator.checked_mul(2 * scale)?.checked_add(denominator)?;
    u64::try_from(doubled / denominator.checked_mul(2)?).ok()
}
