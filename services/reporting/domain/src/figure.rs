//! Figures: what follows from counts, each with numerator and denominator (decisions N21, N25, N31).

use crate::Percent;

/// One counted share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Stable code of the variant.
    pub variant: &'static str,
    /// Of these.
    pub numerator: u64,
    /// Among these.
    pub denominator: u64,
    /// The share; `None` among nobody.
    pub percent: Option<Percent>,
    /// For I01: recipients not yet assessed.
    pub not_assessed: Option<u64>,
}

impl Figure {
    fn share(variant: &'static str, numerator: u64, denominator: u64) -> Self {
        let percent = Percent::of(numerator, denominator);
        Self { variant, numerator, denominator, percent, not_assessed: None }
    }
}

/// What is counted for I01: recipients in the programme on the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobReadyCounts {
    /// Judged job-ready.
    pub job_ready: u64,
    /// Judged, whatever the category; the job-ready are among them.
    pub assessed: u64,
    /// Not judged yet.
    pub not_assessed: u64,
}

impl JobReadyCounts {
    /// Both variants of I01, with the count of those not assessed beside each.
    #[must_use]
    pub fn figures(self) -> Vec<Figure> {
        let all = self.assessed + self.not_assessed;
        [("job_ready_of_assessed", self.assessed), ("job_ready_of_all", all)]
            .map(|(variant, among)| Figure {
                not_assessed: Some(self.not_assessed),
                ..Figure::share(variant, self.job_ready, among)
            })
            .to_vec()
    }
}

/// What is counted for I14: recipients in the programme on the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SexCounts {
    /// Registered as female.
    pub women: u64,
    /// Registered as male.
    pub men: u64,
}

impl SexCounts {
    /// Women and men, each among both.
    #[must_use]
    pub fn figures(self) -> Vec<Figure> {
        let all = self.women + self.men;
        vec![Figure::share("women", self.women, all), Figure::share("men", self.men, all)]
    }
}

#[cfg(test)]
mod tests;
