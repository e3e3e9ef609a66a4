//! What is counted, and the figures that follow from it.

use crate::Figure;

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
    /// Both variants of I01, with the count of those not assessed beside each (decisions N21).
    #[must_use]
    pub fn figures(self) -> Vec<Figure> {
        let all = self.assessed + self.not_assessed;
        [("job_ready_of_assessed", self.assessed), ("job_ready_of_all", all)]
            .map(|(variant, among)| {
                Figure::share(variant, self.job_ready, among).with_not_assessed(self.not_assessed)
            })
            .to_vec()
    }
}

/// What is counted for I02: recipients of a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeasureCounts {
    /// In a company-based measure on at least one day of the month.
    pub in_measure: u64,
    /// All of them.
    pub recipients: u64,
}

impl MeasureCounts {
    /// I02 (decisions N22).
    #[must_use]
    pub fn figures(self) -> Vec<Figure> {
        vec![Figure::share("in_company_measure", self.in_measure, self.recipients)]
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
    /// Women and men, each among both (decisions N25).
    #[must_use]
    pub fn figures(self) -> Vec<Figure> {
        let all = self.women + self.men;
        vec![Figure::share("women", self.women, all), Figure::share("men", self.men, all)]
    }
}

/// What is counted for I04, I05 and I06: IGUs registered by the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Igus {
    /// Those that run on the day.
    pub stock: u64,
    /// All.
    pub cumulative: u64,
    /// Different companies among all.
    pub companies: u64,
    /// Different workplaces among all.
    pub workplaces: u64,
}

/// The IGUs of an area, once by the citizen's municipality, once by the workplace's (decisions N29).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IgusBothWays {
    /// Of citizens there.
    pub by_citizen: Igus,
    /// At workplaces there.
    pub by_workplace: Igus,
}

impl IgusBothWays {
    /// I04: stock and cumulative (decisions N23).
    #[must_use]
    pub fn igus(self) -> Vec<Figure> {
        let Self { by_citizen, by_workplace } = self;
        vec![
            Figure::count("stock", by_citizen.stock),
            Figure::count("cumulative", by_citizen.cumulative),
            Figure::count("stock_by_workplace", by_workplace.stock),
            Figure::count("cumulative_by_workplace", by_workplace.cumulative),
        ]
    }

    /// I05: companies, and workplaces as the variant (decisions N24).
    #[must_use]
    pub fn companies(self) -> Vec<Figure> {
        let Self { by_citizen, by_workplace } = self;
        vec![
            Figure::count("companies", by_citizen.companies),
            Figure::count("workplaces", by_citizen.workplaces),
            Figure::count("companies_by_workplace", by_workplace.companies),
            Figure::count("workplaces_by_workplace", by_workplace.workplaces),
        ]
    }

    /// I06: IGUs for each company, and for each workplace (decisions N24).
    #[must_use]
    pub fn per_company(self) -> Vec<Figure> {
        let Self { by_citizen: here, by_workplace: at } = self;
        vec![
            Figure::ratio("igus_per_company", here.cumulative, here.companies),
            Figure::ratio("igus_per_workplace", here.cumulative, here.workplaces),
            Figure::ratio("igus_per_company_by_workplace", at.cumulative, at.companies),
            Figure::ratio("igus_per_workplace_by_workplace", at.cumulative, at.workplaces),
        ]
    }
}
