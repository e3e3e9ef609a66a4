//! A company and its workplaces, as an employer consultant knows them.

use proto::{
    employers::v1 as pb,
    values_v1::{CompanyFactSource, HeadcountLevel, HeadcountMethod, PlaceProof, Sector},
};

use super::{Desk, on, request_id};

/// A company of nobody in particular, and its workplace.
pub const CVR: &str = "13585628";
pub const P_NUMBER: &str = "1003388394";

/// The day that all figures of the companies are of.
pub const COUNTED_ON: &str = "2018-03-01";

impl Desk {
    /// A workplace with so many ordinary employees, and so many places that others hold there.
    pub async fn workplace(&self, p_number: &str, employees: i64, elsewhere: i64) {
        self.register_workplace(p_number).await;
        let (caller, mut client) = (&self.caller, self.employers.clone());
        let message = pb::RecordHeadcountRequest {
            request_id: request_id(),
            p_number: p_number.to_owned(),
            expected_version: None,
            ordinary_employees: employees,
            level: HeadcountLevel::PNumber.into(),
            method: HeadcountMethod::HeadsAverage.into(),
            as_of: Some(on(COUNTED_ON)),
            source: CompanyFactSource::Employer.into(),
        };
        self.noted(client.record_headcount(caller.asks(message)).await.unwrap());
        let message = pb::RecordPlacesElsewhereRequest {
            request_id: request_id(),
            p_number: p_number.to_owned(),
            expected_version: None,
            places: elsewhere,
            as_of: Some(on(COUNTED_ON)),
            source: CompanyFactSource::Vitas.into(),
        };
        self.noted(client.record_places_elsewhere(caller.asks(message)).await.unwrap());
    }

    async fn register_workplace(&self, p_number: &str) {
        let (caller, mut client) = (&self.caller, self.employers.clone());
        let message = pb::RegisterEmployerRequest { request_id: request_id(), cvr: CVR.to_owned() };
        let registered = client.register_employer(caller.asks(message)).await.unwrap();
        let employer_id = self.noted(registered).employer_id;
        let message = pb::SetSectorRequest {
            request_id: request_id(),
            employer_id: employer_id.clone(),
            expected_version: None,
            sector: Sector::Private.into(),
            first_day: Some(on("2010-01-01")),
            source: CompanyFactSource::Cvr.into(),
        };
        self.noted(client.set_sector(caller.asks(message)).await.unwrap());
        let message = pb::RegisterWorkplaceRequest {
            request_id: request_id(),
            employer_id,
            p_number: p_number.to_owned(),
            located_in: "350".to_owned(),
        };
        self.noted(client.register_workplace(caller.asks(message)).await.unwrap());
    }

    /// The places of a workplace on a day.
    pub async fn places(&self, p_number: &str, day: &str) -> PlaceProof {
        let message = pb::GetWorkplaceRequest { p_number: p_number.to_owned(), day: Some(on(day)) };
        let found = self.employers.clone().get_workplace(self.asks_now(message)).await;
        found.unwrap().into_inner().places.unwrap()
    }
}
